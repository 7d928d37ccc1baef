// engine/study/test_evaluation.h
// SPDX-License-Identifier: MIT
//
// How good a network is on examples that it did not learn from, class by class: on the validation
// examples or on the test file of the data source, with test-time augmentation if asked for. In
// slices, on a copy of the weights as they are now (of their average where validation measures
// that).
//
//   Errors   Error when there are no such examples, or ones of another shape or class count; with
//            augmentation for examples that are no images
//   Cost     advance(): 256 examples, with augmentation 8 in 42 views each. A test file is read at
//            once.

#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "engine/train/trainer.h"
#include "engine/train/tta.h"

namespace netdyno {

struct StudyType;  // study.h

// Recognized examples of a class, out of all of that class.
struct ClassRecall {
  Index examples = 0;
  Index correct = 0;
  std::string name = {};  // of the class
};

// Class by class, as far as it is evaluated.
struct TestReport {
  bool is_running = false;
  bool is_cancelled = false;
  bool is_augmented = false;  // test-time augmentation: each image in many ways, averaged
  double progress = 0;        // [0,1]
  std::int64_t step = 0;      // the weights are those after this step
  Index examples = 0;         // evaluated so far
  double loss = 0;            // mean; with augmentation of −ln p, else the recipe's loss
  double accuracy = 0;        // [0,1]
  Index not_finite = 0;       // examples whose outputs are not numbers; they count as wrong
  std::vector<ClassRecall> classes;
  std::string data;  // name of the data set
  std::string split = "test";
  std::string recipe_loss = "softmax";

  // Of averaged probabilities only −ln p is a loss: that is the softmax loss, and no other one.
  bool is_recipes_loss() const { return !is_augmented || recipe_loss == "softmax"; }
};

struct TestOptions {
  bool is_test_file = true;  // else the validation examples
  bool is_augmented = false;
};

class TestEvaluation {
 public:
  TestEvaluation(const Trainer& trainer, const TestOptions& options);

  // Does a slice; true when all is done.
  bool advance();
  // Ends it where it is.
  void cancel();
  const TestReport& report() const { return report_; }
  const DataView& examples() const { return examples_; }

 private:
  void add(const TestResult& slice);

  std::unique_ptr<Network> network_;
  std::shared_ptr<const Preprocessor> preprocessor_;
  DataView examples_;
  std::vector<TestView> views_;  // empty: without augmentation
  TestReport report_;
};

// The row of the table of studies.
StudyType test_evaluation_study();

}  // namespace netdyno
