// SPDX-License-Identifier: MIT
#include "app/cli/headless_training.h"

#include <fmt/format.h>

#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "app/cli/exit_status.h"
#include "app/cli/text_output.h"
#include "engine/core/error.h"
#include "engine/run/run_output.h"
#include "engine/run/weights_file.h"
#include "engine/session/journal.h"
#include "engine/train/measured_weights.h"

namespace netdyno::app {

namespace {

constexpr std::chrono::seconds kSaveInterval{10};
constexpr std::chrono::seconds kValidationInterval{1};
constexpr double kSmoothing = 0.98;  // share of the old value in the shown loss and accuracy

int threads_for(const TrainOptions& options) {
  return options.threads > 0 ? options.threads : WorkerPool::available_threads();
}

void warn(const Error& error) {
  const std::string text =
      fmt::format("netdyno: {}; training goes on and writes again at its end\n", error.message());
  std::fputs(text.c_str(), stderr);
}

double smoothed(double before, double now) {
  return std::isfinite(before) ? kSmoothing * before + (1 - kSmoothing) * now : now;
}

}  // namespace

HeadlessTraining::HeadlessTraining(const Recipe& recipe, const TrainOptions& options)
    : recipe_(recipe), options_(options), display_(stdout), pool_(threads_for(options)) {}

HeadlessTraining::~HeadlessTraining() = default;

int HeadlessTraining::run() {
  if (!options_.out.empty()) prepare_output_folder(options_.out);
  const DataSplits data = load_data();
  if (const int signal = interruption_.stopped_by()) {
    display_.line("Stopped before the first step");
    return kSignalBase + signal;
  }
  kernels_ = make_kernels(Backend::OneDnn, pool_);
  run_ = std::make_unique<Run>(recipe_, data, *kernels_);
  if (!options_.weights.empty()) load_network_weights(run_->trainer().network(), options_.weights);
  begin();
  const Ending ending = train();
  if (ending != Ending::Diverged) {
    validate_at_end();
    best_ = run_->finish();
  }
  save();
  return report(ending);
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
  const DataSplits& data = run_->trainer().data();
  display_.line(fmt::format("Training on {} examples of {}, validating on {}; {} parameters, {} {}",
                            grouped(data.train.count), data.dataset()->name(),
                            grouped(data.validation.count),
                            grouped(run_->trainer().network().parameter_count()), pool_.threads(),
                            pool_.threads() == 1 ? "thread" : "threads"));
  smooth_loss_ = smooth_accuracy_ = kNotMeasured;
  next_save_ = Clock::now() + kSaveInterval;
}

HeadlessTraining::Ending HeadlessTraining::train() {
  for (;;) {
    if (interruption_.stopped_by() != 0) return Ending::Interrupted;
    const Run::Advance advance = run_->advance();
    if (advance.step) follow(*advance.step);
    if (advance.divergence) {
      divergence_ = *advance.divergence;
      return Ending::Diverged;
    }
    if (advance.validation) {
      note_validation(*advance.validation);
      save_in_passing();
    }
    stopped_early_ = advance.stopped_early;
    if (stopped_early_ || is_complete(advance)) return Ending::Completed;
  }
}

bool HeadlessTraining::is_complete(const Run::Advance& advance) const {
  const std::int64_t steps = run_->trainer().steps_taken();
  if (options_.steps > 0 && steps >= options_.steps) return true;
  return advance.finished && options_.stops_with_epochs;
}

// The last step's validation, unless it is done already; after a signal too.
void HeadlessTraining::validate_at_end() {
  if (run_->trainer().steps_taken() == 0) return;
  run_->request_validation();
  while (run_->is_validating()) {
    const Run::Advance advance = run_->advance();
    if (advance.validation) note_validation(*advance.validation);
  }
}

// A long run leaves something behind even if the power fails. The run goes on without it.
void HeadlessTraining::save_in_passing() {
  const auto start = Clock::now();
  if (options_.out.empty() || start < next_save_) return;
  try {
    save();
  } catch (const Error& error) {
    if (!std::exchange(has_warned_, true)) warn(error);
  }
  // A history of a million steps takes a second to write: no more than a hundredth of the time.
  const auto took = Clock::now() - start;
  next_save_ = start + std::max<Clock::duration>(kSaveInterval, 100 * took);
}

void HeadlessTraining::save() {
  if (options_.out.empty()) return;
  const Recipe& recipe = run_->trainer().recipe();
  const MeasuredWeights measured(run_->trainer());
  write_run_output(options_.out, recipe, run_->history(), run_->trainer().network(),
                   journal_to_json(recipe, pool_.threads(), {}));
}

int HeadlessTraining::report(Ending ending) {
  show_noted_validation();
  display_.line(fmt::format("{} {} steps in {}, {} images/s",
                            ending == Ending::Interrupted ? "Stopped after" : "Trained",
                            grouped(run_->trainer().steps_taken()), clock_text(run_->seconds()),
                            grouped(std::llround(run_->images_per_second()))));
  if (stopped_early_)
    display_.line(fmt::format("Stopped early: no better validation {} for {} epochs",
                              run_->trainer().recipe().early_stopping.metric,
                              run_->trainer().recipe().early_stopping.patience));
  if (best_) display_.line(fmt::format("The weights are those of {}, the best", best_->text()));
  if (!options_.out.empty()) display_.line(fmt::format("Wrote {}", options_.out.string()));
  if (ending == Ending::Interrupted) return kSignalBase + interruption_.stopped_by();
  if (ending == Ending::Completed) return kDone;
  std::fputs(fmt::format("netdyno: {}\n", divergence_.message()).c_str(), stderr);
  return kDiverged;
}

std::int64_t HeadlessTraining::total_steps() const {
  const Index examples = run_->trainer().data().train.count;
  const std::int64_t of_epochs =
      recipe_.epochs * ((examples + recipe_.batch_size - 1) / recipe_.batch_size);
  if (options_.steps == 0) return of_epochs;
  return options_.stops_with_epochs ? std::min(options_.steps, of_epochs) : options_.steps;
}

void HeadlessTraining::follow(const StepRecord& record) {
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
