// engine/kernels/im2col.h
// SPDX-License-Identifier: MIT
//
// An image unfolded into the matrix of its windows, so that a convolution becomes a matrix product.
//
//   Shapes   x [C,H,W]; columns [C·F·F, H'·W']: row (c·F + fy)·F + fx holds, for each output
//            pixel, the input under that place of the window, or 0 in the padding
//   Cost     C·F·F·H'·W' values written or read
//   Source   Chellapilla, Puri, Simard, "High performance convolutional neural networks for
//            document processing" (2006)

#pragma once

#include "engine/kernels/kernels.h"

namespace netdyno {

inline Index column_rows(const WindowGeometry& g) {
  return g.channels * g.size * g.size;
}

// The output columns [first, last) whose window, at horizontal place `fx`, lies on the image.
struct InsideRange {
  Index first, last;
};
InsideRange inside_range(const WindowGeometry& geometry, Index fx);

// columns ← windows of one sample x.
void image_to_columns(const WindowGeometry& geometry, const float* x, float* columns);

// x ← the sum over all windows that cover a pixel: the transpose of image_to_columns().
void columns_to_image(const WindowGeometry& geometry, const float* columns, float* x);

}  // namespace netdyno
