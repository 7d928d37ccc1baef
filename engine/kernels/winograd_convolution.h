// engine/kernels/winograd_convolution.h
// SPDX-License-Identifier: MIT
//
// Convolution of stride 1 by Winograd's minimal filtering: tiles of the planes and the windows are
// transformed, multiplied as matrices, one for each of a tile's values, and transformed back. With
// F(2, 3) that takes 4/9 of the multiplications of the sum itself. The gradients are the same
// products, transposed.
//
//   Range    a value that is not finite spreads over its tile's outputs
//   Thread   by samples; dw and db are summed per worker, then in the order of the workers
//   Cost     the transformed windows and one group's transformed tiles, in memory shared by all
//            plans; calls allocate nothing
//   Source   Lavin and Gray, "Fast algorithms for convolutional neural networks" (2015)

#pragma once

#include <memory>

#include "engine/kernels/kernels.h"
#include "engine/kernels/scratch_memory.h"

namespace netdyno {

enum class WinogradAlgorithm { TwoOfThree, FourOfThree, TwoOfFive };

// Whether the geometry's windows are of the algorithm's size and move by one pixel.
bool winograd_supports(WinogradAlgorithm algorithm, const WindowGeometry& geometry);

std::unique_ptr<Convolution> make_winograd_convolution(WinogradAlgorithm algorithm,
                                                       WorkerPool& pool,
                                                       std::shared_ptr<ScratchMemory> scratch,
                                                       const WindowGeometry& geometry,
                                                       Index filters);

}  // namespace netdyno
