// engine/session/studies.h
// SPDX-License-Identifier: MIT
//
// What a person has examined beside the training: the learning rates, the gradients, the
// sensitivity to weight perturbations, the test file. Each works on copies, so the run is the same
// as without it, bit for bit.
//
//   Thread   the engine thread
//   Cost     nothing unless one is under way; advance() a slice of each

#pragma once

#include <memory>
#include <string>

#include "engine/session/range_test_runner.h"
#include "engine/session/snapshot.h"
#include "engine/session/test_evaluation.h"
#include "engine/study/gradient_check.h"
#include "engine/study/sensitivity.h"
#include "engine/train/trainer.h"

namespace netdyno {

class Studies {
 public:
  // Begin anew, on the network and data as they are now. `loss` empty: the recipe's.
  // Errors   RecipeError for an unknown loss, Error for a network that cannot be examined
  void check_gradients(const Trainer& trainer, const std::string& loss);
  void measure_sensitivity(const Trainer& trainer);
  void test_rates(const Trainer& trainer, const RangeTestOptions& options);
  void evaluate_test(const Trainer& trainer, bool is_augmented);

  bool is_busy() const {
    return gradient_check_ || sensitivity_ || test_ || range_test_.is_running();
  }
  void advance();
  // End what is under way; what it found so far stays.
  void cancel();
  void cancel_range_test() { range_test_.cancel(); }
  // Another run: results are gone too.
  void forget();

  void describe(Snapshot& snapshot) const;

 private:
  std::unique_ptr<GradientCheck> gradient_check_;
  std::unique_ptr<Sensitivity> sensitivity_;
  RangeTestRunner range_test_;
  std::shared_ptr<const GradientCheckReport> checked_;
  std::unique_ptr<TestEvaluation> test_;
  std::shared_ptr<const SensitivityReport> measured_;
  std::shared_ptr<const TestReport> tested_;
};

}  // namespace netdyno
