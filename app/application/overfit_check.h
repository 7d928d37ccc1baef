// app/application/overfit_check.h
// SPDX-License-Identifier: MIT
//
// Whether a network can learn a few examples by heart, as `netdyno overfit` finds out, watched
// live: what the run so far says, and the recipe to go back to.
//
//   Units    the loss is the mean over the last pass through the examples
//   Thread   none

#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "engine/run/history.h"
#include "engine/session/snapshot.h"
#include "engine/study/overfit.h"

namespace netdyno::app {

class OverfitCheck {
 public:
  struct Verdict {
    bool is_learnt = false;
    double loss = 0;
    std::int64_t steps = 0;
  };

  // The run to go back to.
  struct Before {
    std::string name;
    Recipe recipe;
    RunId run = 0;  // 0: it is not kept
  };

  // Returns the recipe to train: long enough for the most steps that are waited for.
  Recipe begin(std::string name, const Recipe& whole, Index examples, RunId run = 0) {
    before_ = Before{std::move(name), whole, run};
    few_ = overfit_recipe(whole, examples);
    const Index pass = (few_.data.train + few_.batch_size - 1) / few_.batch_size;
    few_.epochs = (OverfitOptions().steps + pass - 1) / pass;
    has_begun_ = is_judged_ = false;
    return few_;
  }
  bool is_active() const { return before_.has_value(); }
  void cancel() { before_.reset(); }
  // Ends the check when it is the run of before that goes on.
  void run_started(RunId run) {
    if (before_ && run != 0 && before_->run == run) cancel();
  }
  void run_forgotten(RunId run) {
    if (before_ && before_->run == run) before_->run = 0;
  }
  // Ends the check.
  Before end() { return *std::exchange(before_, std::nullopt); }

  // Once, when the examples are learnt or the steps are over.
  std::optional<Verdict> judge(const Snapshot* snapshot, const History& history) {
    if (!before_ || is_judged_ || !snapshot || !snapshot->recipe) return std::nullopt;
    // The history is this run's from the frame after the one that shows its recipe.
    if (!has_begun_) {
      has_begun_ = snapshot->state != RunState::Loading && *snapshot->recipe == few_;
      return std::nullopt;
    }
    const auto pass =
        static_cast<std::size_t>(std::max<std::int64_t>(snapshot->steps_per_epoch, 1));
    if (history.size() < pass) return std::nullopt;
    const Column& losses = history.column(History::Metric::TrainLoss);
    Verdict verdict;
    for (std::size_t i = losses.size() - pass; i < losses.size(); ++i)
      verdict.loss += losses[i] / static_cast<double>(pass);
    verdict.steps = history.last().step;
    const OverfitOptions limits;
    verdict.is_learnt = verdict.loss < limits.threshold;
    if (!verdict.is_learnt && verdict.steps < limits.steps) return std::nullopt;
    is_judged_ = true;
    return verdict;
  }

 private:
  std::optional<Before> before_;
  Recipe few_;
  bool has_begun_ = false, is_judged_ = false;
};

}  // namespace netdyno::app
