// SPDX-License-Identifier: MIT
#include "engine/nn/layers/windows.h"

#include <fmt/core.h>

#include "engine/core/error.h"

namespace netdyno {

namespace {

constexpr double kMostPixels = 65536;

// "(7 − 3 + 2·0)/3 + 1"
std::string formula(Index extent, const Layer::Window& window) {
  return fmt::format("({} − {} + 2·{})/{} + 1", extent, window.size, window.pad, window.stride);
}

// What would make the windows end at the edge: a pad near the given one, or another stride.
std::string fitting_choices(Index extent, const Layer::Window& window) {
  for (Index pad = 0; pad < window.size; ++pad)
    if (extent + 2 * pad >= window.size && (extent - window.size + 2 * pad) % window.stride == 0)
      return fmt::format("Pad {} with stride {} fits, and stride 1 always does", pad,
                         window.stride);
  return "Stride 1 always fits";
}

void check_axis(const char* axis, Index extent, const Layer::Window& window, Remainder remainder,
                const std::string& layer_type) {
  const Index room = extent - window.size + 2 * window.pad;
  if (room < 0)
    throw RecipeError(
        "size",
        fmt::format("the {}'s {}×{} window is larger than the input's {} of {} "
                    "pixels: {} is less than 1",
                    layer_type, window.size, window.size, axis, extent, formula(extent, window)),
        "Make the window smaller, pad more, or pool less before it");
  if (remainder == Remainder::Refused && room % window.stride != 0)
    throw RecipeError(
        "stride",
        fmt::format("a {0}×{0} window with stride {1} and pad {2} does not tile the input's {3} "
                    "of {4} pixels: {5} = {6:.4g} is not a whole number",
                    window.size, window.stride, window.pad, axis, extent, formula(extent, window),
                    static_cast<double>(room) / static_cast<double>(window.stride) + 1.0),
        fitting_choices(extent, window));
}

}  // namespace

OptionField window_size_field() {
  return integer("size", "side F of the window, in pixels")
      .required()
      .at_least(1)
      .at_most(kMostPixels);
}

OptionField window_pad_field() {
  return integer("pad", "zeros P on each side, in pixels")
      .preset(std::int64_t{0})
      .at_least(0)
      .at_most(kMostPixels);
}

WindowGeometry window_geometry(const Shape& input, Index size, Index stride, Index pad,
                               Remainder remainder, const std::string& layer_type) {
  if (!input.is_image())
    throw RecipeError("",
                      fmt::format("a {} layer takes an image [C,H,W], but the layer before it "
                                  "gives {} features",
                                  layer_type, input.size()),
                      "Put it before flatten and dense layers");
  const Layer::Window window{size, stride, pad};
  check_axis("height", input.height(), window, remainder, layer_type);
  check_axis("width", input.width(), window, remainder, layer_type);
  return {.batch = 1,
          .channels = input.channels(),
          .height = input.height(),
          .width = input.width(),
          .size = size,
          .stride = stride,
          .pad = pad};
}

std::string window_text(const Layer::Window& window) {
  const std::string text = fmt::format("{0}×{0}, stride {1}", window.size, window.stride);
  return window.pad == 0 ? text : fmt::format("{}, pad {}", text, window.pad);
}

}  // namespace netdyno
