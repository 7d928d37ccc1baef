// engine/data/augmentation.h
// SPDX-License-Identifier: MIT
//
// Augmentation: random changes of a training image that keep its label. Runs on [0,1] pixels,
// before preprocessing.

#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/core/options.h"
#include "engine/core/random.h"
#include "engine/core/shape.h"

namespace netdyno {

struct AugmentSpec {
  std::string type;
  Options options;
  bool operator==(const AugmentSpec&) const = default;
};

struct Augmentation {
  std::string name;  // as in recipes: "flip"
  std::string doc;
  std::vector<OptionField> fields;
  // Changes `pixels` [C,H,W] in place; the shape stays.
  void (*apply)(std::span<float> pixels, const Shape& shape, const Options&, Random&);
};

std::span<const Augmentation> augmentations();

// Errors   RecipeError at path "type" with the nearest known name
const Augmentation& augmentation(const std::string& name);

}  // namespace netdyno
