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
    const LayerType& type = layer_type(layer.type);
    if (!type.drop_option.empty()) layer.options.set(type.fields, type.drop_option, 0.0);
    drop_nothing(layer.layers);
  }
}

DataSplits few_examples(const DataSplits& data, const Recipe& few) {
  DataSplits splits = data;
  splits.train.count = std::min(splits.train.count, few.data.train);
  splits.validation.count = 0;
  return splits;
}

std::unique_ptr<Trainer> few_trainer(const Trainer& trainer, Index examples) {
  const Recipe few = overfit_recipe(trainer.recipe(), examples);
  return std::make_unique<Trainer>(few, few_examples(trainer.data(), few),
                                   trainer.network().kernels());
}

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

Overfit::Overfit(const Trainer& trainer, const OverfitOptions& options)
    : options_(options), trainer_(few_trainer(trainer, options.examples)) {
  result_.is_running = true;
  result_.examples = trainer_->data().train.count;
  result_.threshold = options.threshold;
}

bool Overfit::advance() {
  if (result_.is_running) train();
  return !result_.is_running;
}

void Overfit::cancel() {
  result_.is_cancelled = result_.is_running;
  result_.is_running = false;
}

void Overfit::train() {
  const StepResult step = trainer_->step();
  ++result_.steps;
  result_.progress = static_cast<double>(result_.steps) / static_cast<double>(options_.steps);
  if (step.divergence) {
    result_.divergence = step.divergence;
    result_.loss = step.train_loss;
    result_.is_running = false;
    return;
  }
  const auto share = static_cast<double>(step.examples);
  loss_sum_ += share * step.train_loss;
  accuracy_sum_ += share * step.train_accuracy;
  seen_ += step.examples;
  result_.loss = loss_sum_ / static_cast<double>(seen_);
  result_.accuracy = accuracy_sum_ / static_cast<double>(seen_);
  if (step.ends_epoch) {
    result_.reached = result_.loss < options_.threshold;
    loss_sum_ = accuracy_sum_ = 0;
    seen_ = 0;
  }
  result_.is_running = !result_.reached && result_.steps < options_.steps;
}

}  // namespace netdyno
