// engine/data/augmentations/resample.h
// SPDX-License-Identifier: MIT
//
// Pictures drawn anew: each pixel takes its value from another place of the same picture, between
// four pixels by bilinear interpolation.
//
//   Units    pixels; (0, 0) is the centre of the picture, x to the right, y down
//   Range    a place outside of the picture gives zero; in its outermost half pixel the pixel at
//            the edge counts
//   Cost     about 4 ns a value

#pragma once

#include <functional>
#include <span>
#include <vector>

#include "engine/core/shape.h"

namespace netdyno {

// Where the pixel at (x, y) comes from: (xx·x + xy·y + x0, yx·x + yy·y + y0).
struct AffineMap {
  float xx = 1, xy = 0, x0 = 0;
  float yx = 0, yy = 1, y0 = 0;
  bool operator==(const AffineMap&) const = default;
};

// `first`, then `second` is done to a picture.
AffineMap then(const AffineMap& first, const AffineMap& second);

// Of pictures [C,H,W]. `scratch` keeps its memory from call to call.
void resample(std::span<float> pixels, const Shape& shape, const AffineMap& map,
              std::vector<float>& scratch);

// Turns the places in a row, first those of the pixels themselves, into those they come from.
using BendRow = std::function<void(std::span<float> x, std::span<float> y)>;
void resample(std::span<float> pixels, const Shape& shape, const BendRow& bend,
              std::vector<float>& scratch);

}  // namespace netdyno
