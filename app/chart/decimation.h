// app/chart/decimation.h
// SPDX-License-Identifier: MIT
//
// A long curve reduced to what the screen can show: per column of pixels the smallest and the
// largest value, and always the very first and last. Nothing is sampled at random, so a spike of a
// single step stays visible.
//
//   Cost     O(pixels · log points); where a pixel column holds at most two points they are taken
//            as they are

#pragma once

#include <cstddef>
#include <vector>

#include "app/chart/figure.h"
#include "engine/run/history.h"

namespace netdyno::app {

// For a monotone column x: bounds[i] is the first position whose x lies in pixel column i or
// later; one more than there are pixel columns. The point before the first and the one after the
// last column are not included.
struct PixelColumns {
  std::vector<std::size_t> bounds;
  std::size_t count() const { return bounds.empty() ? 0 : bounds.size() - 1; }
};

PixelColumns pixel_columns(const Column& x, const Axis& axis, int width_px);

struct DecimatedLine {
  std::vector<double> x;
  std::vector<double> y;      // NaN where the line breaks
  std::vector<double> bad_x;  // where values were not finite, at most one per pixel column
  double low = 0, high = -1;  // extremes of the finite values shown; low > high: none
};

// Points of (x, y) in the pixel columns, with one neighbour on either side so that the line runs on
// to the edges of the plot.
DecimatedLine decimate(const Column& x, const Column& y, const PixelColumns& columns);

}  // namespace netdyno::app
