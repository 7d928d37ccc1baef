// engine/kernels/tile_gemm.h
// SPDX-License-Identifier: MIT
//
// A matrix product for the shapes of dense layers, where one side is a minibatch: neither operand
// is large enough that packing it whole, as BLAS libraries do, would pay.
//
//   Method   a tile of C, a few rows by two vectors, is summed in registers over a run of k: each
//            value of A, read where it lies, meets one strip of B, packed to be contiguous
//   Cost     a strip on the stack; allocates nothing
//   Source   Goto and van de Geijn, "Anatomy of high-performance matrix multiplication" (2008)

#pragma once

#include "engine/kernels/gemm_split.h"

namespace netdyno {

// On the calling thread. Every value of C is summed in the same order wherever a product is cut.
void tile_gemm(const GemmCall& call);

}  // namespace netdyno
