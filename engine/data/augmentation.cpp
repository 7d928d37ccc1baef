// SPDX-License-Identifier: MIT
//
// To add an augmentation: a function in augmentations/ that makes its row, a line in
// augmentations() below, and a test.
#include "engine/data/augmentation.h"

#include <fmt/core.h>

#include "engine/core/error.h"
#include "engine/core/registry.h"
#include "engine/data/augmentations/rows.h"

namespace netdyno {

std::span<const Augmentation> augmentations() {
  static const std::vector<Augmentation> rows = {
      flip_augmentation(),      crop_augmentation(),       scale_crop_augmentation(),
      translate_augmentation(), rotate_augmentation(),     stretch_augmentation(),
      shear_augmentation(),     lens_augmentation(),       brightness_augmentation(),
      contrast_augmentation(),  saturation_augmentation(), hue_augmentation(),
      pca_color_augmentation(), erase_augmentation()};
  return rows;
}

const Augmentation& augmentation(const std::string& name) {
  return find_row(augmentations(), name, "type", "augmentation");
}

std::vector<AugmentSpec> complete_augmentation(const std::vector<AugmentSpec>& steps,
                                               const Shape& sample_shape) {
  if (!steps.empty() && !sample_shape.is_image())
    throw RecipeError("augment[0].type",
                      fmt::format("\"{}\" changes images, but an example is {}", steps[0].type,
                                  sample_shape.text()),
                      "Leave augmentation out, or give the input as [C, H, W]");
  std::vector<AugmentSpec> complete;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    try {
      complete.push_back(
          {steps[i].type, complete_options(augmentation(steps[i].type).fields, steps[i].options)});
    } catch (const RecipeError& error) {
      throw error.within(fmt::format("augment[{}]", i));
    }
  }
  return complete;
}

}  // namespace netdyno
