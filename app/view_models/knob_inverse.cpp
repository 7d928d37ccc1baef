// SPDX-License-Identifier: MIT
#include "app/view_models/knob_inverse.h"

namespace netdyno::app {

namespace {

struct Inverse {
  const Recipe& recipe;

  std::optional<Command> operator()(const SetLearningRate&) const {
    return SetLearningRate{recipe.optimizer.learning_rate};
  }
  std::optional<Command> operator()(const SetOptimizerOption& c) const {
    if (!recipe.optimizer.options.has(c.key)) return std::nullopt;
    return SetOptimizerOption{c.key, recipe.optimizer.options.value(c.key)};
  }
  std::optional<Command> operator()(const SetOptimizer&) const {
    return SetOptimizer{recipe.optimizer};
  }
  std::optional<Command> operator()(const SetSchedule&) const {
    return SetSchedule{recipe.schedule};
  }
  std::optional<Command> operator()(const SetLoss&) const { return SetLoss{recipe.loss}; }
  std::optional<Command> operator()(const SetPenalty&) const { return SetPenalty{recipe.penalty}; }
  std::optional<Command> operator()(const SetEarlyStopping&) const {
    return SetEarlyStopping{recipe.early_stopping};
  }
  std::optional<Command> operator()(const SetAveraging&) const {
    return SetAveraging{recipe.averaging};
  }
  std::optional<Command> operator()(const SetBatchSize&) const {
    return SetBatchSize{recipe.batch_size};
  }
  std::optional<Command> operator()(const SetLayerOption& c) const {
    if (c.layer >= recipe.model.layers.size()) return std::nullopt;
    const Options& options = recipe.model.layers[c.layer].options;
    if (!options.has(c.key)) return std::nullopt;
    return SetLayerOption{c.layer, c.key, options.value(c.key)};
  }
  std::optional<Command> operator()(const SetPreprocess&) const {
    return SetPreprocess{recipe.data.preprocess};
  }
  std::optional<Command> operator()(const SetAugmentation&) const {
    return SetAugmentation{recipe.data.augment};
  }
  template <typename Other>
  std::optional<Command> operator()(const Other&) const {
    return std::nullopt;
  }
};

}  // namespace

std::optional<Command> inverse_of(const Command& command, const Recipe& recipe) {
  return std::visit(Inverse{recipe}, command);
}

}  // namespace netdyno::app
