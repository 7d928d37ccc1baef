// engine/data/augmenter.h
// SPDX-License-Identifier: MIT
//
// A recipe's list of augmentations, ready to be done to images: one after the other, but that
// neighbouring affine ones become a single resampling, which blurs less and takes less time.
//
//   Thread   immutable once made; each thread has its own scratch
//   Errors   RecipeError at "augment[i].key"

#pragma once

#include <memory>
#include <span>
#include <vector>

#include "engine/data/augmentation.h"
#include "engine/data/dataset.h"

namespace netdyno {

class Augmenter {
 public:
  Augmenter() = default;  // no steps
  // Fits what the steps need to know of the training examples, unless `known` does.
  Augmenter(const std::vector<AugmentSpec>& steps, const DataView& train,
            const Augmenter* known = nullptr);

  bool empty() const { return steps_.empty(); }
  const std::vector<AugmentSpec>& steps() const { return steps_; }

  // Changes one image in place.
  void apply(std::span<float> pixels, Random& random, std::vector<float>& scratch) const;

 private:
  std::vector<AugmentSpec> steps_;
  std::vector<const Augmentation*> rows_;  // of steps_
  Shape shape_;
  std::shared_ptr<const ColorAxes> colors_;
};

}  // namespace netdyno
