// engine/session/test_evaluation.h
// SPDX-License-Identifier: MIT
//
// Evaluates the test file of a run's data source, in slices, on a copy of the weights as they are
// now (of their average where validation measures that).
//
//   Thread   the engine thread
//   Errors   Error when the source has no test examples, or ones of another shape or class count
//   Cost     advance(): 256 examples, with augmentation 8 in 42 views each. Reads the file at once.

#pragma once

#include <memory>
#include <vector>

#include "engine/probe/prediction_views.h"
#include "engine/train/trainer.h"
#include "engine/train/tta.h"

namespace netdyno {

class TestEvaluation {
 public:
  TestEvaluation(const Trainer& trainer, bool is_augmented);

  // Does a slice; true when all is done.
  bool advance();
  const TestReport& report() const { return report_; }

 private:
  void add(const TestResult& slice);

  std::unique_ptr<Network> network_;
  std::shared_ptr<const Preprocessor> preprocessor_;
  std::string loss_;
  DataView examples_;
  std::vector<TestView> views_;  // empty: without augmentation
  TestReport report_;
};

}  // namespace netdyno
