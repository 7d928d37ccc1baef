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

// For a monotone column x: the points [bounds[i], bounds[i + 1]) are drawn in pixel column i. The
// point before the first and the one after the last column are not included. Bounds between long
// columns are moved, by at most half a column, to where the pyramid of extremes has a group's
// begin: to take up single values at both ends of every column would cost most of the time.
struct PixelColumns {
  std::vector<std::size_t> bounds;  // one more than there are pixel columns
  std::vector<double> middles;      // x in the middle of each column's points; 0 for one without
  std::size_t count() const { return middles.size(); }
};

PixelColumns pixel_columns(const Column& x, const Axis& axis, int width_px);

struct DecimatedLine {
  std::vector<double> x;
  std::vector<double> y;      // NaN where the line breaks
  std::vector<double> bad_x;  // where values were not finite, at most one per pixel column
  double low = 0, high = -1;  // extremes of the finite values shown; low > high: none
};

// Points of (x, y) in the pixel columns, with one neighbour on either side so that the line runs on
// to the edges of the plot. Each value of y stands for `stride` of x.
DecimatedLine decimate(const Column& x, const Column& y, const PixelColumns& columns,
                       std::size_t stride = 1);

}  // namespace netdyno::app
