// app/view_models/compared_run.h
// SPDX-License-Identifier: MIT
//
// Runs that were recorded earlier, drawn beside the one that is training: their curves, and the
// colours they keep for as long as they are shown.
//
//   Units    as History's: loss as the loss function's, accuracy as a share, seconds of training

#pragma once

#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "app/shell/theme.h"
#include "engine/run/history.h"

namespace netdyno::app {

// As many as there are colours apart from those of the running one's two curves.
inline constexpr std::size_t kMostComparedRuns = 6;

// What was recorded of one metric. All columns are as long, but for `epoch`, which is empty where
// epochs were not recorded.
struct RunCurve {
  Column step, epoch, seconds;  // none falls
  Column value;
};

struct RunCurves {
  RunCurve train_loss, train_accuracy, validation_loss, validation_accuracy;
  bool empty() const;
};

RunCurves curves_of(const History& history);

struct ComparedRun {
  std::string name;              // for the legend; no two are alike
  std::filesystem::path folder;  // absolute; what tells runs apart
  std::size_t slot = 0;          // of its colour, < kMostComparedRuns
  RunCurves curves;
  bool is_previous = false;  // of this session, grey
};

using ComparedRunList = std::vector<std::shared_ptr<const ComparedRun>>;
using ComparedRunSpan = std::span<const std::shared_ptr<const ComparedRun>>;

Color compared_color(const ComparedRun& run, const Theme& theme);

// Which runs are shown. Immutable each, so that figures may share them.
class ComparedRuns {
 public:
  // Takes the lowest free slot, and the folder's parent into the name where another run has it. A
  // folder that is there already is replaced in its place: a run that went on shows its new part.
  // Errors   Error when kMostComparedRuns are shown
  void add(const std::filesystem::path& folder, RunCurves curves);
  void remove(const std::filesystem::path& folder);
  void clear() { runs_.clear(); }
  // The run that the open one took the place of: one at a time, before all others.
  void set_previous(RunCurves curves);

  const ComparedRunList& list() const { return runs_; }  // in the order of being added

 private:
  std::size_t recorded() const;
  std::string free_name(const std::filesystem::path& folder) const;
  std::size_t free_slot() const;

  ComparedRunList runs_;
};

}  // namespace netdyno::app
