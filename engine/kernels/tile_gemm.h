// engine/kernels/tile_gemm.h
// SPDX-License-Identifier: MIT
//
// A matrix product for the shapes of dense layers, where one side is a minibatch: a product is over
// in a fraction of a millisecond, and its weights come from memory far away.
//
//   Method   a tile of C, a few rows by two vectors, is summed in registers over a run of k. The
//            tile's rows of A and columns of B are packed to be contiguous (tile_packing.h), A's
//            only where enough columns read them. What the next columns need, and what the sums
//            are written to, is on its way from memory meanwhile
//   Cost     310 kB of memory for each thread that computes products, from its first one on
//   Source   Goto and van de Geijn, "Anatomy of high-performance matrix multiplication" (2008)

#pragma once

#include "engine/kernels/gemm_split.h"

namespace netdyno {

// Takes the calling thread's memory before its first product.
void reserve_tile_memory();

// On the calling thread. Every value of C is summed in the same order wherever a product is cut.
void tile_gemm(const GemmCall& call);

}  // namespace netdyno
