// SPDX-License-Identifier: MIT
//
// What a person changes between two steps of a trainer.
#include <fmt/core.h>

#include <cmath>
#include <utility>

#include "engine/core/error.h"
#include "engine/core/registry.h"
#include "engine/nn/initializer.h"
#include "engine/nn/loss.h"
#include "engine/train/minibatch_need.h"
#include "engine/train/trainer.h"
#include "engine/train/validation_need.h"

namespace netdyno {

namespace {

void check_strength(const std::string& path, double value) {
  if (!std::isfinite(value) || value < 0)
    throw RecipeError(path, fmt::format("expected a number >= 0, found {}", value));
}

void check_learning_rate(double learning_rate) {
  if (!std::isfinite(learning_rate) || learning_rate <= 0)
    throw RecipeError("optimizer.learning_rate",
                      fmt::format("expected a number > 0, found {}", learning_rate));
}

std::string layer_path(std::size_t layer) {
  return fmt::format("model.layers[{}]", layer);
}

void check_layer(const Network& network, std::size_t layer) {
  if (layer >= network.layer_count())
    throw RecipeError(layer_path(layer),
                      fmt::format("the network has {} layers", network.layer_count()));
}

// A layer's own parameters and those of its inner layers.
std::size_t count_parameters(Layer& layer) {
  std::size_t count = layer.parameters().size();
  for (Layer* inner : layer.inner_layers()) count += count_parameters(*inner);
  return count;
}

}  // namespace

void Trainer::set_learning_rate(double learning_rate) {
  check_learning_rate(learning_rate);
  recipe_.optimizer.learning_rate = learning_rate;
  put_on_trial();
}

void Trainer::set_optimizer_option(const std::string& key, const OptionValue& value) {
  try {
    optimizer_->set_option(key, value);
  } catch (const RecipeError& error) {
    throw error.within("optimizer");
  }
  recipe_.optimizer.options = optimizer_->options();
  put_on_trial();
}

void Trainer::set_optimizer(const OptimizerSpec& optimizer) {
  check_learning_rate(optimizer.learning_rate);
  try {
    optimizer_ = optimizer_type(optimizer.kind).make(optimizer.options);
  } catch (const RecipeError& error) {
    throw error.within("optimizer");
  }
  recipe_.optimizer = {optimizer.kind, optimizer.learning_rate, optimizer_->options()};
  put_on_trial();
}

void Trainer::set_loss(const std::string& name) {
  loss_function(name);  // an unknown name is refused
  if (name == recipe_.loss) return;
  recipe_.loss = name;
  schedule_state_ = {};  // losses of two kinds do not compare
  if (recipe_.early_stopping.metric == "loss") early_stopping_.clear();
  good_.forget_losses();
}

void Trainer::set_schedule(const ScheduleSpec& spec) {
  ScheduleSpec complete{spec.kind, {}};
  try {
    complete.options = complete_options(schedule(spec.kind).fields, spec.options);
  } catch (const RecipeError& error) {
    throw error.within("schedule");
  }
  check_need(complete, data_);
  recipe_.schedule = std::move(complete);
  schedule_state_ = {};
  put_on_trial();
}

void Trainer::set_penalty(const Penalty& penalty) {
  check_strength("penalty.l2", penalty.l2);
  check_strength("penalty.l1", penalty.l1);
  recipe_.penalty = penalty;
  put_on_trial();
}

void Trainer::set_early_stopping(const EarlyStoppingSpec& spec) {
  try {
    early_stopping_options(spec);
  } catch (const RecipeError& error) {
    throw error.within("early_stopping");
  }
  check_need(spec, data_);
  if (spec.patience == 0 || spec.metric != recipe_.early_stopping.metric) early_stopping_.clear();
  recipe_.early_stopping = spec;
}

void Trainer::set_averaging(const AveragingSpec& spec) {
  try {
    averaging_options(spec);
  } catch (const RecipeError& error) {
    throw error.within("averaging");
  }
  if (spec.kind != recipe_.averaging.kind || epochs_taken() < spec.start) average_.clear();
  recipe_.averaging = spec;
}

void Trainer::set_batch_size(Index batch_size) {
  if (batch_size < 1)
    throw RecipeError("batch_size",
                      fmt::format("expected a whole number >= 1, found {}", batch_size));
  check_minibatches(network_, data_.train.count, batch_size);
  const auto rest = static_cast<Index>(batcher_.examples_per_epoch() - batcher_.state().position);
  check_minibatches(network_, rest, batch_size);  // of the epoch that runs
  recipe_.batch_size = batch_size;
  put_on_trial();
}

void Trainer::set_epochs(std::int64_t epochs) {
  if (epochs < 1)
    throw RecipeError("epochs", fmt::format("expected a whole number >= 1, found {}", epochs));
  recipe_.epochs = epochs;
}

void Trainer::set_layer_option(std::size_t layer, const std::string& key,
                               const OptionValue& value) {
  check_layer(network_, layer);
  try {
    network_.set_layer_option(layer, key, value);
  } catch (const RecipeError& error) {
    throw error.within("model");
  }
  recipe_.model = network_.spec();
  put_on_trial();
}

void Trainer::set_preprocess(const std::string& name) {
  try {
    preprocessor_ = preprocessing(name).fit(data_.train);
  } catch (const RecipeError& error) {
    throw error.within("data");
  }
  batcher_.set_preprocessor(preprocessor_);
  recipe_.data.preprocess = name;
  early_stopping_.clear();  // its weights were best for other inputs
  put_on_trial();
}

void Trainer::set_augmentation(const std::vector<AugmentSpec>& steps) {
  try {
    batcher_.set_augmentation(steps);
  } catch (const RecipeError& error) {
    throw error.within("data");
  }
  recipe_.data.augment = batcher_.augmenter().steps();
  put_on_trial();
}

void Trainer::reinitialize(const InitSpec& init, std::optional<std::size_t> layer) {
  if (layer) check_layer(network_, *layer);
  InitSpec checked;
  try {
    checked = complete_init(init);
  } catch (const RecipeError& error) {
    throw error.within(layer ? layer_path(*layer) + ".init" : "model.init");
  }
  if (layer && count_parameters(network_.layer(*layer)) == 0)
    throw RecipeError(layer_path(*layer), fmt::format("layer {} ({}) has no weights to draw",
                                                      *layer, network_.layer(*layer).spec().type));
  ++redraws_;
  if (layer) {
    std::size_t first = 0;
    for (std::size_t i = 0; i < *layer; ++i) first += count_parameters(network_.layer(i));
    initialize_layer_weights(network_, *layer, checked, initialization_data(), recipe_.seed,
                             redraws_);
    forget_moments(first, count_parameters(network_.layer(*layer)));
  } else {
    network_.set_init(checked);
    initialize_weights(network_, initialization_data(), recipe_.seed, redraws_);
    forget_moments(0, parameters_.size());
  }
  good_.clear();
  early_stopping_.clear();
  average_.clear();
  recipe_.model = network_.spec();
}

}  // namespace netdyno
