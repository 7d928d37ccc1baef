// SPDX-License-Identifier: MIT
#include "engine/recipe/recipe_fields.h"

#include <vector>

#include "engine/recipe/recipe.h"

namespace netdyno {

namespace {
constexpr double kMostExamples = 1e9;
}

std::span<const OptionField> run_fields() {
  static const std::vector<OptionField> fields = {
      integer("batch_size", "N, examples of a minibatch")
          .written("N")
          .in("examples")
          .preset(std::int64_t{Recipe{}.batch_size})
          .at_least(1)
          .at_most(1e6)
          .live(),
      integer("epochs", "passes over the training examples")
          .preset(Recipe{}.epochs)
          .at_least(1)
          .at_most(1e9)
          .live(),
      boolean("shuffle", "a fresh order of the examples each epoch").preset(Recipe{}.shuffle)};
  return fields;
}

std::span<const OptionField> split_fields() {
  static const std::vector<OptionField> fields = {
      integer("train", "examples to train on, 0 for all but the validation ones")
          .called("training examples")
          .at_least(0)
          .at_most(kMostExamples),
      integer("validation", "examples to validate on, those that follow the training ones")
          .called("validation examples")
          .at_least(0)
          .at_most(kMostExamples)};
  return fields;
}

std::span<const OptionField> learning_rate_fields() {
  static const std::vector<OptionField> fields = {real("learning_rate", "step size η")
                                                      .written("η")
                                                      .preset(OptimizerSpec{}.learning_rate)
                                                      .above(0)
                                                      .live()};
  return fields;
}

std::span<const OptionField> penalty_fields() {
  static const std::vector<OptionField> fields = {
      real("l2", "strength λ₂ of λ₂/2 Σ w²").called("L2 penalty").written("λ").at_least(0).live(),
      real("l1", "strength λ₁ of λ₁ Σ |w|").called("L1 penalty").written("λ").at_least(0).live()};
  return fields;
}

}  // namespace netdyno
