// SPDX-License-Identifier: MIT
#include "engine/study/overfit.h"

#include <fmt/core.h>

#include <algorithm>

#include "engine/core/error.h"
#include "engine/nn/layer_registry.h"

namespace netdyno {

namespace {

void drop_nothing(std::vector<LayerSpec>& layers) {
  for (LayerSpec& layer : layers) {
    if (layer.type == "dropout") layer.options.set(layer_type("dropout").fields, "rate", 0.0);
    drop_nothing(layer.layers);
  }
}

// Means over one pass through the examples.
struct Means {
  double loss = 0, accuracy = 0;
  Index examples = 0;

  void add(const StepResult& step) {
    const auto share = static_cast<double>(step.examples);
    loss += share * step.train_loss;
    accuracy += share * step.train_accuracy;
    examples += step.examples;
  }
  void write(OverfitResult& result) const {
    result.loss = loss / static_cast<double>(examples);
    result.accuracy = accuracy / static_cast<double>(examples);
  }
};

}  // namespace

Recipe overfit_recipe(const Recipe& recipe, Index examples) {
  if (examples < 1)
    throw RecipeError("examples", fmt::format("expected a whole number >= 1, found {}", examples));
  Recipe few = recipe;
  few.data.train = recipe.data.train > 0 ? std::min(examples, recipe.data.train) : examples;
  few.data.validation = 0;
  few.data.augment.clear();
  drop_nothing(few.model.layers);
  few.penalty = {};
  few.schedule = {};
  few.early_stopping = {};
  few.averaging = {};
  few.batch_size = std::min(recipe.batch_size, few.data.train);
  return few;
}

OverfitResult overfit(Trainer& trainer, const OverfitOptions& options) {
  OverfitResult result;
  Means means;
  while (result.steps < options.steps) {
    const StepResult step = trainer.step();
    ++result.steps;
    if (step.divergence) {
      result.divergence = step.divergence;
      result.loss = step.train_loss;
      return result;
    }
    means.add(step);
    means.write(result);
    if (!step.ends_epoch) continue;
    result.reached = result.loss < options.threshold;
    if (result.reached) return result;
    means = {};
  }
  return result;
}

}  // namespace netdyno
