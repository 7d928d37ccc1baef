// SPDX-License-Identifier: MIT
#include "engine/data/augmentations/rows.h"

namespace netdyno {

namespace {

void shift_color(std::span<float> pixels, const AugmentContext& context) {
  const auto strength = static_cast<float>(context.options.real("strength"));
  const ColorAxes& colors = context.colors;
  Eigen::VectorXf offset = Eigen::VectorXf::Zero(colors.variances.size());
  for (Eigen::Index i = 0; i < offset.size(); ++i)
    offset +=
        strength * context.random.normal() * colors.variances[i] * colors.axes.row(i).transpose();
  if (strength == 0.0f) return;
  const std::size_t plane = pixels.size() / static_cast<std::size_t>(offset.size());
  for (std::size_t i = 0; i < pixels.size(); ++i)
    pixels[i] += offset[static_cast<Eigen::Index>(i / plane)];
}

}  // namespace

// Krizhevsky et al. (2012), section 4.1.
Augmentation pca_color_augmentation() {
  return {.name = "pca_color",
          .doc =
              "Adds Σ αᵢ λᵢ pᵢ to every pixel, where pᵢ and λᵢ are the principal axes and "
              "variances of the training pixels' colours and αᵢ is drawn from a Gaussian for "
              "each image",
          .fields =
              {real("strength", "deviation of the αᵢ").preset(0.1).at_least(0).at_most(100).live()},
          .change = shift_color,
          .needs_colors = true};
}

}  // namespace netdyno
