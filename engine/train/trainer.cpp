// SPDX-License-Identifier: MIT
#include "engine/train/trainer.h"

#include <fmt/core.h>

#include <cmath>
#include <limits>

#include "engine/core/denormals.h"
#include "engine/core/error.h"
#include "engine/nn/loss.h"
#include "engine/train/measured_weights.h"
#include "engine/train/minibatch_need.h"
#include "engine/train/validation_need.h"

namespace netdyno {

namespace {

Network make_network(const NetworkSpec& spec, Kernels& kernels) {
  try {
    return Network(spec, kernels);
  } catch (const RecipeError& error) {
    throw error.within("model");
  }
}

std::unique_ptr<Optimizer> make_optimizer(const OptimizerSpec& spec) {
  try {
    return optimizer_type(spec.kind).make(spec.options);
  } catch (const RecipeError& error) {
    throw error.within("optimizer");
  }
}

std::shared_ptr<const Preprocessor> fit_preprocessor(const DataSpec& spec, const DataView& train) {
  try {
    return preprocessing(spec.preprocess).fit(train);
  } catch (const RecipeError& error) {
    throw error.within("data");
  }
}

void check_fit(const Network& network, const DataSplits& data) {
  const Dataset& dataset = *data.dataset();
  if (dataset.sample_shape() != network.spec().input)
    throw RecipeError("model.input", fmt::format("the network takes {}, but an example of {} is {}",
                                                 network.spec().input.text(), dataset.name(),
                                                 dataset.sample_shape().text()));
  const Index outputs = network.output_shape().size();
  if (outputs < dataset.num_classes())
    throw RecipeError("model.layers",
                      fmt::format("the last layer has {} outputs, but {} has {} classes", outputs,
                                  dataset.name(), dataset.num_classes()),
                      "Give the last layer one unit for each class");
}

}  // namespace

Trainer::Trainer(const Recipe& recipe, const DataSplits& data, Kernels& kernels,
                 std::shared_ptr<const Preprocessor> preprocessor)
    : recipe_(recipe),
      data_(data),
      network_(make_network(recipe.model, kernels)),
      tensors_(network_.state()),
      parameters_(network_.parameters()),
      optimizer_(make_optimizer(recipe.optimizer)),
      preprocessor_(preprocessor ? std::move(preprocessor)
                                 : fit_preprocessor(recipe.data, data.train)),
      batcher_(data.train, recipe.shuffle, recipe.seed) {
  check_fit(network_, data_);
  check_minibatches(network_, data.train.count, recipe.batch_size);
  loss_function(recipe.loss);      // an unknown name is refused now,
  schedule(recipe.schedule.kind);  // not at the first step
  check_need(recipe.schedule, data_);
  early_stopping_options(recipe.early_stopping);
  check_need(recipe.early_stopping, data_);
  averaging_options(recipe.averaging);
  recipe_.model = network_.spec();
  recipe_.optimizer.options = optimizer_->options();
  batcher_.set_preprocessor(preprocessor_);
  set_augmentation(recipe.data.augment);
  batcher_.set_ahead(kernels.pool().threads() > 1);
  initialize_weights(network_, initialization_data(), recipe.seed, redraws_);
}

InitializationData Trainer::initialization_data() const {
  return {.train = data_.train, .preprocessor = *preprocessor_, .batch_size = recipe_.batch_size};
}

std::unique_ptr<Trainer> Trainer::start_over() const {
  return std::make_unique<Trainer>(recipe_, data_, network_.kernels(), preprocessor_);
}

std::unique_ptr<Trainer> Trainer::copy() const {
  std::unique_ptr<Trainer> other = start_over();
  other->load(save());
  return other;
}

std::vector<NamedValue> Trainer::measured_state() const {
  std::vector<NamedValue> measured = network_.state();
  const std::vector<Tensor>& averages = average_.values();
  for (std::size_t i = 0; i < averages.size(); ++i) measured[i].tensor = &averages[i];
  return measured;
}

std::unique_ptr<Network> Trainer::copy_measured() const {
  auto copy = std::make_unique<Network>(network_.spec(), network_.kernels());
  copy->set_state(measured_state());
  return copy;
}

double Trainer::epochs_taken() const {
  const BatcherState& state = batcher_.state();
  return static_cast<double>(state.epoch) +
         static_cast<double>(state.position) / static_cast<double>(batcher_.examples_per_epoch());
}

double Trainer::scheduled_learning_rate() const {
  const ScheduleTime now{.epoch = epochs_taken(),
                         .total_epochs = static_cast<double>(recipe_.epochs),
                         .drops = schedule_state_.drops};
  return recipe_.optimizer.learning_rate *
         schedule(recipe_.schedule.kind).factor(recipe_.schedule.options, now);
}

StepResult Trainer::step() {
  const std::int64_t step = step_;
  const BatcherState place = batcher_.state();
  try {
    return train_minibatch();
  } catch (...) {  // memory ended
    step_ = step;
    batcher_.restore(place);
    throw;
  }
}

StepResult Trainer::train_minibatch() {
  const FlushDenormals flush;  // for what a step computes outside of the pool
  if (good_.empty()) good_.keep(tensors_, step_);
  StepResult result;
  result.learning_rate = step_rate_ = scheduled_learning_rate();
  batcher_.next(recipe_.batch_size, batch_);
  result.step = ++step_;
  result.epoch = epochs_taken();
  result.examples = batch_.x.batch_size();
  result.ends_epoch = batcher_.at_epoch_end();
  result.penalty = penalty_value(recipe_.penalty, parameters_, &network_.kernels().pool());

  const Pass pass{
      .mode = Mode::Training, .seed = recipe_.seed, .step = static_cast<std::uint64_t>(step_)};
  const Tensor& logits = network_.forward(batch_.x, workspace_, pass);
  result.train_loss = loss_function(recipe_.loss).evaluate(logits, batch_.labels, &dlogits_);
  if (!std::isfinite(result.train_loss)) {
    result.train_accuracy = std::numeric_limits<double>::quiet_NaN();
    result.divergence = locate_divergence(network_, batch_, workspace_);
    recover(*result.divergence);
    return result;
  }
  result.train_accuracy = static_cast<double>(count_correct(logits, batch_.labels)) /
                          static_cast<double>(result.examples);
  good_.consider(tensors_, step_ - 1, result.train_loss, result.examples);
  network_.backward(batch_.x, dlogits_, workspace_, pass);
  optimizer_->step(parameters_, result.learning_rate, recipe_.penalty, network_.kernels().pool());
  if (result.epoch >= recipe_.averaging.start)
    average_.update(recipe_.averaging, tensors_, network_.kernels().pool());
  return result;
}

void Trainer::observe_validation(const Evaluation& evaluation) {
  const Schedule& row = schedule(recipe_.schedule.kind);
  if (row.observe) row.observe(recipe_.schedule.options, evaluation.loss, schedule_state_);
  const MeasuredWeights measured(*this);
  early_stopping_.observe(recipe_.early_stopping, tensors_, evaluation, step_, epochs_taken());
}

BestWeights Trainer::restore_best() {
  if (!early_stopping_.best())
    throw Error("No best weights are kept yet",
                "Set early stopping's patience and let a validation pass");
  early_stopping_.restore(tensors_);
  average_.clear();
  forget_moments(0, parameters_.size());
  good_.clear();
  return *early_stopping_.best();
}

bool Trainer::has_finite_weights() const {
  return !find_divergent_weights(network_);
}

std::optional<Divergence> Trainer::verify() {
  if (good_.empty()) return std::nullopt;  // no step was taken yet
  std::optional<Divergence> divergence = find_divergent_weights(network_);
  if (divergence) recover(*divergence);
  return divergence;
}

Divergence Trainer::give_up(const std::string& what) {
  Divergence divergence;
  divergence.layer = network_.layer_count() - 1;
  divergence.layer_type = network_.layer(divergence.layer).spec().type;
  divergence.what = what;
  if (!good_.empty()) recover(divergence);
  return divergence;
}

void Trainer::recover(Divergence& divergence) {
  divergence.step = step_;
  divergence.learning_rate = step_rate_;
  divergence.good_step = good_.step();
  good_.restore(tensors_);
  average_.clear();  // the bad weights are in it
  forget_moments(0, parameters_.size());
}

void Trainer::forget_moments(std::size_t first, std::size_t count) {
  for (std::size_t p = first; p < first + count; ++p) optimizer_->forget(p);
}

}  // namespace netdyno
