// SPDX-License-Identifier: MIT
#include "app/cli/tensorboard_log.h"

#include <fmt/core.h>

#include <cstdio>
#include <utility>

#include "app/chart/png_bytes.h"
#include "app/view_models/image_model.h"
#include "engine/core/error.h"

namespace netdyno::app {

namespace {

constexpr std::chrono::seconds kFlushInterval{1};
constexpr int kFilterColumns = 8, kFilterGap = 1;
constexpr int kPictureSide = 256;
// Of which all are logged: TensorBoard itself draws a thousand points of a curve.
constexpr std::int64_t kWholeSteps = 10'000, kWholeValidations = 1'000;

double wall_secs() {
  using Seconds = std::chrono::duration<double>;
  return Seconds(std::chrono::system_clock::now().time_since_epoch()).count();
}

ProbeValue measure(const char* id, const Run& run, Network& network) {
  Workspace scratch;
  const DataView& validation = run.data().validation;
  const ProbeInput input{.network = network,
                         .batch = run.trainer().batch(),
                         .workspace = run.trainer().workspace(),
                         .validation = validation,
                         .preprocessor = run.trainer().preprocessor(),
                         .pinned = {},
                         .seed = run.recipe().seed,
                         .step = run.trainer().steps_taken(),
                         .scratch = scratch,
                         .train = run.data().train};
  return find_probe(id)->measure(input);
}

}  // namespace

bool LogRate::takes(std::int64_t number) const {
  std::int64_t every = every_ > 0 ? every_ : 1;
  if (every_ == 0)
    for (std::int64_t limit = whole_; number > limit && limit < INT64_MAX / 10; limit *= 10)
      every *= 10;
  return number % every == 0;
}

TensorboardLog::TensorboardLog(const std::filesystem::path& folder, std::int64_t every)
    : file_(folder, wall_secs()),
      steps_(every, kWholeSteps),
      validations_(every > 0 ? 1 : 0, kWholeValidations) {}

TensorboardLog::~TensorboardLog() {
  flush();
}

void TensorboardLog::add(const StepRecord& record) {
  if (!steps_.takes(record.step)) return;
  EventSummary summary;
  summary.add_scalar("loss/train", record.train_loss);
  summary.add_scalar("accuracy/train", record.train_accuracy);
  summary.add_scalar("penalty", record.penalty);
  summary.add_scalar("learning rate", record.learning_rate);
  file_.add(summary, wall_secs(), record.step);
  if (std::chrono::steady_clock::now() >= next_flush_) flush();
}

void TensorboardLog::add(const ValidationRecord& record, const Run& run, Network& network) {
  if (!validations_.takes(static_cast<std::int64_t>(run.history().validations().size()))) return;
  EventSummary summary;
  summary.add_scalar("loss/validation", record.loss);
  summary.add_scalar("accuracy/validation", record.accuracy);
  const ProbeValue weights = measure("weights", run, network);
  if (const auto* set = std::get_if<DistributionSet>(&weights))
    for (const Distribution& row : set->rows)
      summary.add_histogram(fmt::format("weights/{} {}", row.layer, row.name), row);
  const ProbeValue filters = measure("filters", run, network);
  if (const auto* grid = std::get_if<ImageGrid>(&filters); grid && grid->count > 0) {
    const Pixels pixels = enlarged_pixels(
        filter_pixels(*grid, kFilterColumns, kFilterGap, Theme::light(1)), kPictureSide);
    summary.add_image("filters", pixels.width, pixels.height, png_bytes(pixels));
  }
  file_.add(summary, wall_secs(), record.step);
}

void TensorboardLog::flush() {
  next_flush_ = std::chrono::steady_clock::now() + kFlushInterval;
  try {
    file_.flush();
    has_warned_ = false;
  } catch (const Error& error) {
    if (!std::exchange(has_warned_, true)) tell_error(error.message() + "; training goes on");
  }
}

}  // namespace netdyno::app
