// engine/study/range_test.h
// SPDX-License-Identifier: MIT
//
// Learning rate range test: on a copy of a trainer the rate grows exponentially from step to step,
// and the loss tells which rates are too low, good and too high. The trainer itself stays as it is,
// to the bit.
//
//   Units    η of a minibatch's update, and its loss before that update
//   Cost     a copy of weights and moments; a training step each advance()
//   Thread   none of its own
//   Source   Smith, "Cyclical learning rates for training neural networks" (2017), sec. 3.3

#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/train/trainer.h"

namespace netdyno {

struct StudyType;  // study.h

struct RangeTestOptions {
  double lowest = 1e-8;     // η of the first step, > 0
  double highest = 1;       // of the last one, > lowest
  int steps = 100;          // 3 to 100 000
  double smoothing = 0.9;   // share of the old value in the smoothed loss, [0, 1)
  int skipped = 10;         // first steps that the suggestion does not follow
  bool from_start = false;  // with the initial weights rather than those of now
  double blow_up = 4;       // ends where the smoothed loss is this many times its best one, > 1
  bool operator==(const RangeTestOptions&) const = default;
};

struct RangeTestPoint {
  double learning_rate = 0;
  double loss = 0;      // of the minibatch; finite
  double smoothed = 0;  // exponential mean so far, corrected for its start
};

struct RangeTestResult {
  std::vector<RangeTestPoint> points;
  // Where the smoothed loss falls most steeply against log η, at most a tenth of the rate of the
  // lowest loss; none where the loss does not fall by more than minibatches differ.
  std::optional<double> suggestion;
  bool from_start = false;  // as asked for
  std::string status;       // "at η 1.2e-05, step 34 of 100", then why it ended
  bool is_running = false;
  double progress = 0;  // [0,1]
};

// Of a finished or cancelled test's points.
std::optional<double> suggest_learning_rate(const std::vector<RangeTestPoint>& points, int skipped);

class RangeTest {
 public:
  // Errors   RecipeError naming the option that is out of range
  RangeTest(const Trainer& trainer, const RangeTestOptions& options);

  // One step; returns true when the test is over.
  bool advance();
  // Ends it where it is.
  void cancel();
  const RangeTestResult& report() const { return result_; }

 private:
  double rate_of_next() const;
  bool end(const std::string& why);

  RangeTestOptions options_;
  std::unique_ptr<Trainer> trainer_;
  RangeTestResult result_;
  int step_ = 0;
  double mean_ = 0;    // exponential, begins at 0
  double weight_ = 0;  // that the losses have in it
  double best_ = 0;    // lowest smoothed loss
};

// The row of the table of studies.
StudyType range_test_study();

}  // namespace netdyno
