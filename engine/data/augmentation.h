// engine/data/augmentation.h
// SPDX-License-Identifier: MIT
//
// Augmentation: random changes of a training image that keep its label. Runs on [0,1] pixels,
// before preprocessing.
//
//   Range    a strength of zero changes no bit; what is turned or moved out of sight leaves zeros
//            behind
//   Source   Krizhevsky et al. (2012) flip, crop and shift colours; Simonyan and Zisserman (2014)
//            crop at random scales

#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/core/options.h"
#include "engine/core/random.h"
#include "engine/core/shape.h"
#include "engine/data/augmentations/resample.h"
#include "engine/data/color_axes.h"

namespace netdyno {

struct AugmentSpec {
  std::string type;
  Options options;
  bool operator==(const AugmentSpec&) const = default;
};

// What a change has at hand beside the pixels.
struct AugmentContext {
  const Shape& shape;  // [C,H,W]
  const Options& options;
  const ColorAxes& colors;  // of the training pixels, where the row needs them
  Random& random;
  std::vector<float>& scratch;  // for a copy of the pixels
};

struct Augmentation {
  std::string name;  // as in recipes: "flip"
  std::string doc;
  std::vector<OptionField> fields;
  // One of the two. `change` works on `pixels` [C,H,W] in place; the shape stays. `draw_map` says
  // where each pixel comes from; neighbouring ones become a single resampling.
  void (*change)(std::span<float> pixels, const AugmentContext&) = nullptr;
  AffineMap (*draw_map)(const AugmentContext&) = nullptr;
  bool needs_colors = false;
};

std::span<const Augmentation> augmentations();

// Errors   RecipeError at path "type" with the nearest known name
const Augmentation& augmentation(const std::string& name);

// The same steps with every option, each checked.
// Errors   RecipeError at "augment[i].key"
std::vector<AugmentSpec> complete_augmentation(const std::vector<AugmentSpec>& steps,
                                               const Shape& sample_shape);

}  // namespace netdyno
