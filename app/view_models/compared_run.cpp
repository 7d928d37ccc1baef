// SPDX-License-Identifier: MIT
#include "app/view_models/compared_run.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

#include "engine/core/error.h"

namespace netdyno::app {

namespace {

namespace fs = std::filesystem;

constexpr const char* kPreviousRun = "previous run";
constexpr std::size_t kOwnColors = 2;  // the first of Theme::series look like the run's own curves

fs::path identity(const fs::path& folder) {
  fs::path path = fs::absolute(folder).lexically_normal();
  return path.has_filename() ? path : path.parent_path();  // "runs/a/" is "runs/a"
}

using Metric = History::Metric;

RunCurve training_curve(const History& history, Metric metric) {
  return {history.column(Metric::Step), history.column(Metric::Epoch),
          history.column(Metric::Seconds), history.column(metric)};
}

RunCurve validation_curve(const History& history, Validations::Field field) {
  const Validations rows = history.validations();
  return {rows.column(Validations::Field::Step), rows.column(Validations::Field::Epoch),
          rows.column(Validations::Field::Seconds), rows.column(field)};
}

}  // namespace

bool RunCurves::empty() const {
  const RunCurve* const all[] = {&train_loss, &train_accuracy, &validation_loss,
                                 &validation_accuracy};
  return std::ranges::all_of(all, [](const RunCurve* curve) { return curve->value.size() == 0; });
}

RunCurves curves_of(const History& history) {
  return {training_curve(history, Metric::TrainLoss),
          training_curve(history, Metric::TrainAccuracy),
          validation_curve(history, Validations::Field::Loss),
          validation_curve(history, Validations::Field::Accuracy)};
}

Color compared_color(const ComparedRun& run, const Theme& theme) {
  if (run.is_previous) return theme.text_muted.with_alpha(0.7f);
  static_assert(kOwnColors + kMostComparedRuns <= std::tuple_size_v<decltype(theme.series)>);
  return theme.series[kOwnColors + run.slot % kMostComparedRuns];
}

std::string ComparedRuns::free_name(const fs::path& folder) const {
  const auto is_taken = [&](const std::string& name) {
    return std::ranges::any_of(runs_, [&](const auto& run) { return run->name == name; });
  };
  std::string name = folder.filename().string();
  for (fs::path above = folder.parent_path(); is_taken(name) && above.has_filename();
       above = above.parent_path())
    name = above.filename().string() + "/" + name;
  return name;
}

std::size_t ComparedRuns::free_slot() const {
  std::size_t slot = 0;
  const auto has_it = [&](const auto& run) { return !run->is_previous && run->slot == slot; };
  while (std::ranges::any_of(runs_, has_it)) ++slot;
  return slot;
}

void ComparedRuns::add(const fs::path& folder, RunCurves curves) {
  const fs::path path = identity(folder);
  for (auto& run : runs_)
    if (run->folder == path) {
      run = std::make_shared<const ComparedRun>(
          ComparedRun{run->name, path, run->slot, std::move(curves)});
      return;
    }
  if (recorded() == kMostComparedRuns)
    throw Error(fmt::format("{} runs are compared already", kMostComparedRuns),
                "Remove one under Compare in the curves' panel first");
  runs_.push_back(std::make_shared<const ComparedRun>(
      ComparedRun{free_name(path), path, free_slot(), std::move(curves)}));
}

std::size_t ComparedRuns::recorded() const {
  return static_cast<std::size_t>(
      std::ranges::count_if(runs_, [](const auto& run) { return !run->is_previous; }));
}

void ComparedRuns::set_previous(RunCurves curves) {
  std::erase_if(runs_, [](const auto& run) { return run->is_previous; });
  // A relative path, as no recorded run has.
  runs_.insert(runs_.begin(), std::make_shared<const ComparedRun>(ComparedRun{
                                  "previous", kPreviousRun, 0, std::move(curves), true}));
}

void ComparedRuns::remove(const fs::path& folder) {
  // The folder may be that of the run which goes.
  const fs::path given = folder, path = identity(folder);
  std::erase_if(runs_,
                [&](const auto& run) { return run->folder == path || run->folder == given; });
}

}  // namespace netdyno::app
