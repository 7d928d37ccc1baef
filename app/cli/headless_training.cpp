// SPDX-License-Identifier: MIT
#include "app/cli/headless_training.h"

#include <fmt/core.h>

#include <cmath>
#include <new>
#include <nlohmann/json.hpp>

#include "app/cli/exit_status.h"
#include "app/cli/notes.h"
#include "app/cli/text_output.h"
#include "app/view_models/number_text.h"
#include "engine/core/error.h"
#include "engine/formats/weights_file.h"
#include "engine/nn/summary.h"

namespace netdyno::app {

namespace {

constexpr std::chrono::seconds kValidationInterval{1};
constexpr double kSmoothing = 0.98;  // share of the old value in the shown loss and accuracy

int threads_for(const TrainOptions& options) {
  return options.threads > 0 ? options.threads : WorkerPool::available_threads();
}

double smoothed(double before, double now) {
  return std::isfinite(before) ? kSmoothing * before + (1 - kSmoothing) * now : now;
}

}  // namespace

HeadlessTraining::HeadlessTraining(const Recipe& recipe, const TrainOptions& options,
                                   std::optional<Checkpoint> resumed)
    : recipe_(recipe),
      options_(options),
      resumed_(std::move(resumed)),
      display_(stdout),
      pool_(threads_for(options)) {}

HeadlessTraining::HeadlessTraining(const Recipe& recipe, const TrainOptions& options, ForkPlan fork)
    : HeadlessTraining(recipe, options) {
  fork_ = std::move(fork);
}

HeadlessTraining::~HeadlessTraining() = default;

int HeadlessTraining::run() {
  folder_.emplace(options_, pool_.threads());
  if (!options_.tensorboard.empty()) tensorboard_.emplace(options_.tensorboard, options_.log_every);
  const DataSplits data = load_data();
  if (const int signal = interruption_.stopped_by()) {
    display_.line("Stopped before the first step");
    return kSignalBase + signal;
  }
  print_data_notes(data, recipe_);
  kernels_ = make_kernels(Backend::OneDnn, pool_);
  run_ = std::make_unique<Run>(recipe_, data, *kernels_);
  if (!options_.weights.empty())
    print_notes(load_network_weights(run_->trainer().network(), options_.weights));
  if (fork_ && !leave_parent()) {
    display_.line("Stopped on the way back; nothing was trained");
    return kSignalBase + interruption_.stopped_by();
  }
  begin();
  try {
    train();
    const GuidedRun::Ending ending =
        guided_->end([this](const ValidationRecord& record) { note_validation(record); });
    guided_->save();
    return report(ending);
  } catch (const std::bad_alloc&) {
    give_up_for_memory();
  }
}

// Says what took the memory, after what is set aside of it has saved the run.
void HeadlessTraining::give_up_for_memory() {
  guided_->forget_checkpoint();
  const bool is_saved = folder_->rescue(*run_);
  const Recipe& recipe = run_->recipe();
  const NetworkSummary network = summarize(run_->trainer().network(), recipe.batch_size,
                                           optimizer_type(recipe.optimizer.kind).moments);
  std::string what = fmt::format(
      "Out of memory after step {}. The network with its moments and a minibatch of {} takes {}",
      grouped(run_->trainer().steps_taken()), recipe.batch_size,
      bytes_text(network.training_bytes));
  if (is_saved)
    what +=
        fmt::format("; the run is saved in {} and goes on with --resume", options_.out.string());
  throw Error(what,
              "Choose a smaller batch_size, close other programs or raise the limit of memory");
}

DataSplits HeadlessTraining::load_data() {
  const SourceContext context{
      .input = recipe_.model.input, .seed = recipe_.seed, .progress = [this](double) {
        return interruption_.stopped_by() == 0;
      }};
  try {
    return load_splits(recipe_.data.source, recipe_.data.train, recipe_.data.validation, context);
  } catch (const RecipeError&) {
    throw;
  } catch (const Error&) {
    if (interruption_.stopped_by() != 0) return {};  // the loading was cancelled
    throw;
  }
}

void HeadlessTraining::begin() {
  if (pool_.threads() < pool_.wanted_threads())
    print_notes(
        {fmt::format("The system lets only {} of {} threads start; training goes on with "
                     "these",
                     pool_.threads(), pool_.wanted_threads())});
  const DataSplits& data = run_->trainer().data();
  display_.line(fmt::format("Training on {} examples of {}, validating on {}; {} parameters, {} {}",
                            grouped(data.train.count), data.dataset()->name(),
                            grouped(data.validation.count),
                            grouped(run_->trainer().network().parameter_count()), pool_.threads(),
                            pool_.threads() == 1 ? "thread" : "threads"));
  smooth_loss_ = smooth_accuracy_ = kNotMeasured;
  Json journal;
  if (resumed_) {
    journal = std::move(resumed_->journal);
    go_on(*std::exchange(resumed_, std::nullopt));
  } else if (fork_) {
    journal = std::exchange(fork_, std::nullopt)->journal;
  } else if (!options_.weights.empty()) {
    // What a fork begins with, when it goes back to before the first step.
    journal = journal_to_json(run_->recipe(), pool_.threads(), {});
    journal[kJournalWeights] = std::filesystem::absolute(options_.weights).string();
  }
  if (const auto kept = folder_->begin(*run_, run_->history(), std::move(journal)))
    display_.line(fmt::format("{} held a run already; it is kept as {}", options_.out.string(),
                              kept->string()));
  guided_.emplace(*run_, *folder_, options_.goal);
}

// False when a signal stopped it.
bool HeadlessTraining::leave_parent() {
  if (fork_->step > 0)
    display_.line(fmt::format("Computing the {} steps up to there again", grouped(fork_->step)));
  const bool is_there =
      fork_->lead(*run_, [this](std::int64_t) { return interruption_.stopped_by() == 0; });
  if (!is_there) return false;
  print_notes(fork_->notes);
  if (fork_->step > 0) stretch_schedule();
  return true;
}

void HeadlessTraining::go_on(Checkpoint checkpoint) {
  check_same_data(checkpoint, run_->data());
  if (const auto note = instruction_set_note(checkpoint)) print_notes({*note});
  run_->load(std::move(checkpoint.run));
  stretch_schedule();
  display_.line(fmt::format("Going on after step {} of {}", grouped(run_->trainer().steps_taken()),
                            grouped(total_steps())));
}

// To the epochs that are wanted now, telling when that changes the rate at once.
void HeadlessTraining::stretch_schedule() {
  Trainer& trainer = run_->trainer();
  const Index epochs = trainer.recipe().epochs;
  const double before = trainer.scheduled_learning_rate();
  trainer.set_epochs(recipe_.epochs);
  const double after = trainer.scheduled_learning_rate();
  if (run_->history().empty() || std::abs(after - before) <= 1e-6 * std::max(after, before)) return;
  print_notes({fmt::format(
      "The schedule {} is stretched from {} to {} epochs: the learning rate was {:.6g} in the last "
      "step and goes on with {:.6g}",
      recipe_.schedule.kind, epochs, recipe_.epochs, run_->history().last().learning_rate, after)});
}

void HeadlessTraining::train() {
  while (guided_->goes_on()) {
    if (interruption_.stopped_by() != 0) return guided_->interrupt();
    const Run::Advance advance = guided_->advance();
    if (advance.step) follow(*advance.step);
    if (advance.validation) note_validation(*advance.validation);
  }
}

int HeadlessTraining::report(GuidedRun::Ending ending) {
  using Ending = GuidedRun::Ending;
  show_noted_validation();
  display_.line(fmt::format("{} {} steps in {}, {} images/s",
                            ending == Ending::Interrupted ? "Stopped after" : "Trained",
                            grouped(run_->trainer().steps_taken()), clock_text(run_->seconds()),
                            grouped(std::llround(run_->images_per_second()))));
  if (guided_->stopped_early())
    display_.line(fmt::format("Stopped early: no better validation {} for {} epochs",
                              run_->trainer().recipe().early_stopping.metric,
                              run_->trainer().recipe().early_stopping.patience));
  if (const auto& best = guided_->best())
    display_.line(fmt::format("The weights are those of {}, the best", best->text()));
  if (!options_.out.empty()) display_.line(fmt::format("Wrote {}", options_.out.string()));
  if (ending == Ending::Interrupted) return kSignalBase + interruption_.stopped_by();
  if (ending == Ending::Completed) return kDone;
  tell_error(guided_->divergence().message());
  return kDiverged;
}

std::int64_t HeadlessTraining::total_steps() const {
  const Index examples = run_->trainer().data().train.count;
  const std::int64_t of_epochs =
      recipe_.epochs * ((examples + recipe_.batch_size - 1) / recipe_.batch_size);
  const TrainingGoal& goal = options_.goal;
  if (goal.steps == 0) return of_epochs;
  return goal.stops_with_epochs ? std::min(goal.steps, of_epochs) : goal.steps;
}

void HeadlessTraining::follow(const StepRecord& record) {
  if (tensorboard_) tensorboard_->add(record);
  smooth_loss_ = smoothed(smooth_loss_, record.train_loss);
  smooth_accuracy_ = smoothed(smooth_accuracy_, record.train_accuracy);
  if (!display_.is_due()) return;
  const std::int64_t steps_left = total_steps() - record.step;
  display_.show({.step = record.step,
                 .total_steps = total_steps(),
                 .epoch = record.epoch,
                 .loss = smooth_loss_,
                 .accuracy = smooth_accuracy_,
                 .images_per_second = record.images_per_second,
                 .seconds_to_go = static_cast<double>(steps_left * recipe_.batch_size) /
                                  record.images_per_second});
}

// Epochs of a small data set may end many times a second: then not every one is told.
void HeadlessTraining::note_validation(const ValidationRecord& record) {
  if (tensorboard_) tensorboard_->add(record, *run_, run_->trainer().network());
  noted_validation_ = record;
  if (Clock::now() - validation_shown_ >= kValidationInterval) show_noted_validation();
}

void HeadlessTraining::show_noted_validation() {
  if (!noted_validation_) return;
  const ValidationRecord record = *std::exchange(noted_validation_, std::nullopt);
  display_.line(fmt::format("step {}  epoch {:.2f}  validation loss {:.4f}  accuracy {:.4f}",
                            record.step, record.epoch, record.loss, record.accuracy));
  validation_shown_ = Clock::now();
}

}  // namespace netdyno::app
