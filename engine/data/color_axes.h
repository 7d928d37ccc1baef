// engine/data/color_axes.h
// SPDX-License-Identifier: MIT
//
// Principal axes of the colours of a set's pixels: eigenvectors and -values of the covariance of
// the C channels over all pixels of all images.
//
//   Units    pixels in [0,1]
//   Shapes   axes [C, C], an axis a row, the one of the largest variance first; variances [C]
//   Range    an axis' largest component is positive
//   Errors   RecipeError at "type" for more than 64 channels
//   Cost     one pass over the set, about 0.1 s for 50 000 images of 3×32×32

#pragma once

#include <Eigen/Core>

#include "engine/data/dataset.h"

namespace netdyno {

struct ColorAxes {
  Eigen::MatrixXf axes;
  Eigen::VectorXf variances;
};

ColorAxes fit_color_axes(const DataView& train);

}  // namespace netdyno
