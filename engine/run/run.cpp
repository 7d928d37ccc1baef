// SPDX-License-Identifier: MIT
#include "engine/run/run.h"

#include <chrono>
#include <utility>

#include "engine/core/error.h"
#include "engine/nn/loss.h"
#include "engine/train/measured_weights.h"

namespace netdyno {

namespace {

double now_seconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

}  // namespace

Run::Run(const Recipe& recipe, const DataSplits& data, Kernels& kernels,
         std::shared_ptr<const Preprocessor> preprocessor)
    : trainer_(recipe, data, kernels, std::move(preprocessor)) {}

Run::Advance Run::advance() {
  // Where memory ends, it does so before the step that could not be recorded.
  history_.make_room();
  Advance done;
  if (is_validating())
    validate(done);
  else
    train(done);
  return done;
}

Run::Advance Run::validate_as(const ValidationRecord& known) {
  DYNO_CHECK(is_validating() && known.step == trainer_.steps_taken(),
             "What is known is of the validation that is under way");
  history_.make_room();
  evaluator_ = {};
  Advance done;
  take_in({.loss = known.loss, .accuracy = known.accuracy}, done);
  return done;
}

void Run::request_validation() {
  const DataView& examples = trainer_.data().validation;
  if (is_validating() || examples.count == 0 || validated_step_ == trainer_.steps_taken()) return;
  evaluator_.begin(examples);
}

std::optional<BestWeights> Run::finish() {
  if (!trainer_.best_weights()) return std::nullopt;
  return trainer_.restore_best();
}

void Run::train(Advance& done) {
  const double began = now_seconds();
  const StepResult result = trainer_.step();
  const double took = now_seconds() - began;
  seconds_ += took;
  throughput_.add(result.examples, took);

  done.step = record(result);
  done.divergence = result.divergence;
  done.ended_epoch = result.ends_epoch;
  history_.append(*done.step);
  if (!result.ends_epoch) return;
  if (!done.divergence) done.divergence = trainer_.verify();
  at_last_epoch_ = trainer_.finished_epochs() == trainer_.recipe().epochs;
  request_validation();
  done.finished = at_last_epoch_ && !is_validating();
}

void Run::validate(Advance& done) {
  // One forward pass each time, so that a command waits for no more than that.
  constexpr Index kSlice = 1;
  const double began = now_seconds();
  bool is_done = false;
  {
    const MeasuredWeights measured(trainer_);
    is_done = evaluator_.advance(trainer_.network(), loss_function(trainer_.recipe().loss),
                                 trainer_.preprocessor(), kSlice);
  }
  seconds_ += now_seconds() - began;
  if (!is_done) return;
  take_in(evaluator_.result(), done);
}

void Run::take_in(const Evaluation& evaluation, Advance& done) {
  trainer_.observe_validation(evaluation);
  validated_step_ = trainer_.steps_taken();
  done.validation = {.step = trainer_.steps_taken(),
                     .epoch = trainer_.epochs_taken(),
                     .seconds = seconds_,
                     .loss = evaluation.loss,
                     .accuracy = evaluation.accuracy};
  history_.append(*done.validation);
  done.stopped_early = trainer_.should_stop() && !at_last_epoch_;
  done.finished = at_last_epoch_ || done.stopped_early;
  at_last_epoch_ = false;
}

Run::State Run::save() const {
  State state = save_without_history();
  state.history = history_;
  return state;
}

Run::State Run::save_without_history() const {
  return {trainer_.save(), {}, seconds_, validated_step_, is_validating(), at_last_epoch_};
}

void Run::load(State state) {
  evaluator_ = {};
  trainer_.load(state.trainer);
  history_ = std::move(state.history);
  seconds_ = state.seconds;
  validated_step_ = state.validated_step;
  at_last_epoch_ = state.at_last_epoch;
  if (state.is_validating) evaluator_.begin(trainer_.data().validation);
}

StepRecord Run::record(const StepResult& result) const {
  return {.step = result.step,
          .epoch = result.epoch,
          .seconds = seconds_,
          .learning_rate = result.learning_rate,
          .train_loss = result.train_loss,
          .train_accuracy = result.train_accuracy,
          .penalty = result.penalty,
          .images_per_second = throughput_.images_per_second()};
}

}  // namespace netdyno
