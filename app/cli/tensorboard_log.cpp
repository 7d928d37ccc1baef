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

double wall_secs() {
  using Seconds = std::chrono::duration<double>;
  return Seconds(std::chrono::system_clock::now().time_since_epoch()).count();
}

ProbeValue measure(const char* id, Run& run) {
  Workspace scratch;
  const DataView& validation = run.data().validation;
  const ProbeInput input{.network = run.trainer().network(),
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

TensorboardLog::TensorboardLog(const std::filesystem::path& folder) : file_(folder, wall_secs()) {}

TensorboardLog::~TensorboardLog() {
  flush();
}

void TensorboardLog::add(const StepRecord& record) {
  EventSummary summary;
  summary.add_scalar("loss/train", record.train_loss);
  summary.add_scalar("accuracy/train", record.train_accuracy);
  summary.add_scalar("penalty", record.penalty);
  summary.add_scalar("learning rate", record.learning_rate);
  file_.add(summary, wall_secs(), record.step);
  if (std::chrono::steady_clock::now() >= next_flush_) flush();
}

void TensorboardLog::add(const ValidationRecord& record, Run& run) {
  EventSummary summary;
  summary.add_scalar("loss/validation", record.loss);
  summary.add_scalar("accuracy/validation", record.accuracy);
  const ProbeValue weights = measure("weights", run);
  if (const auto* set = std::get_if<DistributionSet>(&weights))
    for (const Distribution& row : set->rows)
      summary.add_histogram(fmt::format("weights/{} {}", row.layer, row.name), row);
  const ProbeValue filters = measure("filters", run);
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
