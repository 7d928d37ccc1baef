// app/cli/guided_run.h
// SPDX-License-Identifier: MIT
//
// A run on its way to a goal without anybody at its knobs, its folder kept: what lies ahead is
// changed when its step is there, and what ends the training is noticed. One training has one,
// twins have several.
//
//   Thread   none of its own
//   Errors   those of Run and RunFolder; RecipeError of a change that does not fit

#pragma once

#include <functional>
#include <optional>

#include "app/cli/run_folder.h"
#include "engine/run/run.h"

namespace netdyno::app {

class GuidedRun {
 public:
  // Both outlive it. The folder has begun; its journal says what is to be changed.
  GuidedRun(Run& run, RunFolder& folder, const TrainingGoal& goal);

  // What ends the steps.
  enum class Ending { Completed, Interrupted, Diverged };

  // False once the goal is reached or the loss was not finite.
  bool goes_on() const { return !ending_; }
  // A minibatch or a slice of a validation.
  Run::Advance advance();
  void interrupt() { ending_ = Ending::Interrupted; }

  // The last validation, unless the loss diverged; best weights where they are kept. `validated` is
  // told of each. What the folder is then to save as the last checkpoint is kept for save().
  Ending end(const std::function<void(const ValidationRecord&)>& validated);
  // The folder's last. After end().
  void save();
  // Memory ended: gives back what it can.
  void forget_checkpoint() { last_.reset(); }

  const Run& run() const { return run_; }
  const Divergence& divergence() const { return divergence_; }
  bool stopped_early() const { return stopped_early_; }
  // The weights that the run went back to.
  const std::optional<BestWeights>& best() const { return best_; }

 private:
  void make_due_changes();
  // Notes a divergence, if there is one.
  bool diverges(const std::optional<Divergence>& divergence);
  bool has_bad_validation() const;
  bool is_complete(const Run::Advance& advance) const;
  bool is_complete_already() const;
  void finish_validation(const std::function<void(const ValidationRecord&)>& validated);

  Run& run_;
  RunFolder& folder_;
  TrainingGoal goal_;
  std::optional<Ending> ending_;
  std::optional<Checkpoint> last_;  // as it was before the validation that ends the run
  Divergence divergence_;
  bool stopped_early_ = false;
  std::optional<BestWeights> best_;
};

}  // namespace netdyno::app
