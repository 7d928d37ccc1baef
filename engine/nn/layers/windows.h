// engine/nn/layers/windows.h
// SPDX-License-Identifier: MIT
//
// Options and geometry that convolution and pooling share: a window of F×F pixels that moves by
// S pixels over an image with P zeros on each side.
//
//   Shapes   N pixels become (N − F + 2P)/S + 1
//   Errors   RecipeError that gives the numbers, for a window that does not fit

#pragma once

#include "engine/kernels/kernels.h"
#include "engine/nn/layer.h"

namespace netdyno {

OptionField window_size_field();
OptionField window_pad_field();

enum class Remainder {
  Refused,  // a convolution's windows end at the image's edge
  Dropped,  // pooling leaves out what does not fill a window, as torch.nn does
};

// The window over one sample; `batch` is 1.
WindowGeometry window_geometry(const Shape& input, Index size, Index stride, Index pad,
                               Remainder remainder, const std::string& layer_type);

// "5×5, stride 1, pad 2"; pad 0 is left out.
std::string window_text(const Layer::Window& window);

}  // namespace netdyno
