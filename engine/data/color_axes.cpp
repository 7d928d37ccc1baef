// SPDX-License-Identifier: MIT
#include "engine/data/color_axes.h"

#include <fmt/core.h>

#include "engine/core/error.h"
#include "engine/data/principal_axes.h"

namespace netdyno {

ColorAxes fit_color_axes(const DataView& train) {
  constexpr Index kMostChannels = 64;
  const Shape& shape = train.dataset->sample_shape();
  const Index channels = shape.channels();
  if (channels > kMostChannels)
    throw RecipeError("type", fmt::format("principal axes of {} channels, at most {} are supported",
                                          channels, kMostChannels));
  const Index plane = shape.size() / channels;
  // A matrix of its own, whose memory is aligned: sums over memory anywhere take its values in an
  // order that depends on where it lies, and their bits with it.
  Eigen::MatrixXf pixels(plane, channels);
  const std::span<float> sample(pixels.data(), static_cast<std::size_t>(shape.size()));
  // Sums of an image in float, over images in double.
  Eigen::VectorXd sum = Eigen::VectorXd::Zero(channels);
  Eigen::MatrixXd products = Eigen::MatrixXd::Zero(channels, channels);
  for (Index i = 0; i < train.count; ++i) {
    train.read(i, sample);
    sum += pixels.colwise().sum().transpose().cast<double>();
    products += (pixels.transpose() * pixels).cast<double>();
  }
  const double count = static_cast<double>(train.count) * static_cast<double>(plane);
  const Eigen::VectorXd mean = sum / count;
  const PrincipalAxes principal = principal_axes(products / count - mean * mean.transpose());
  return {principal.axes.cast<float>(), principal.variances.cast<float>()};
}

}  // namespace netdyno
