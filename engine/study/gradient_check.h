// engine/study/gradient_check.h
// SPDX-License-Identifier: MIT
//
// Backpropagation held against differences of the loss, layer by layer, on a copy of a network:
// whether the gradient that training follows is the slope of the loss that it shows.
//
//   Default  10 values of each parameter, the one with the largest gradient among them; 8 training
//            examples; dropout masks fixed, batch normalization in training mode
//   Range    the loss is a float pass's, known to about 1e-6: a slope is resolved down to that
//            divided by the stretch that the weight is moved over (half the deviation of the
//            parameter to both sides, 0.003 to 0.05). Slopes below count as too small to tell.
//            A ReLU, a maximum or a hinge that bends there makes the gradient jump along the way;
//            where that hides the difference it counts as a kink, no failure (slope_check.h).
//   Errors   RecipeError for an unknown loss; Error without examples, and with one alone before a
//            batch normalization of features
//   Cost     advance(): 5 to 30 passes forward and back for one value. A copy of the network in
//            memory.
//   Source   Goodfellow, Bengio, Courville, Deep Learning (2016), sec. 11.5

#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "engine/data/batcher.h"
#include "engine/nn/loss.h"
#include "engine/nn/network.h"
#include "engine/study/slope_check.h"

namespace netdyno {

struct StudyType;  // study.h

struct GradientCheckOptions {
  std::string loss = "softmax";
  Index per_parameter = 10;  // values of each parameter tensor, >= 1
  Index examples = 8;        // of the minibatch that the caller takes, >= 1
  double tolerance = 0.005;  // relative error that passes, > 0
  std::uint64_t seed = 1;    // of the dropout masks and of the choice of values
  std::int64_t step = 0;     // of the training, for the report
  // Called after every backward pass; a test plants a wrong gradient by it. Empty: nothing.
  std::function<void(Network&)> after_backward = {};
};

enum class GradientVerdict {
  Pass,
  Unresolved,  // more than half of the slopes were too small to tell, or at a kink
  Fail,
};

struct GradientCheckRow {
  std::size_t layer = 0;  // index into `layers`
  std::string type;       // "conv"
  std::string parameter;  // "weight", "body.0.bias"
  Index size = 0;         // values in the parameter
  Index checked = 0;
  Index failed = 0;
  Index kinks = 0;                           // explained by a kink
  Index unresolved = 0;                      // too small to tell
  double max_error = 0;                      // relative, of those that were resolved
  double backpropagated = 0, numerical = 0;  // mean dL/dw of the stretch with that error
  GradientVerdict verdict = GradientVerdict::Pass;
};

struct GradientCheckReport {
  bool is_running = false;
  bool is_cancelled = false;
  double progress = 0;  // [0,1]
  std::int64_t step = 0;
  std::string loss;
  double loss_value = 0;  // of the minibatch; not finite: nothing can be checked
  Index examples = 0;
  double tolerance = 0;
  std::vector<GradientCheckRow> rows;
  // Of all rows so far.
  GradientVerdict verdict() const;
};

class GradientCheck {
 public:
  GradientCheck(const Network& network, Batch batch, const GradientCheckOptions& options);

  // Checks one more value; true when all are done.
  bool advance();
  // Ends it where it is.
  void cancel();
  const GradientCheckReport& report() const { return report_; }

 private:
  struct Target {
    std::size_t row = 0;
    Parameter* parameter = nullptr;
    float sign = 1;  // of the gradient that is expected: −λ below a gradient reversal
    float step = 0;
    double scale = 0;  // largest gradient of the parameter
    std::vector<Index> values;
  };
  void collect(Layer& layer, std::size_t index, const std::string& prefix, float sign);
  void choose_values(Target& target, Random& random) const;
  // Forward and back; returns the loss.
  double pass();
  void backpropagate();
  void check(const Target& target, Index value);
  void finish_row(GradientCheckRow& row);

  GradientCheckOptions options_;
  LossFunction loss_;
  Network network_;
  Batch batch_;
  Pass pass_;
  Workspace workspace_;
  Tensor dlogits_;
  std::vector<Target> targets_;
  std::size_t target_ = 0;
  std::size_t value_ = 0;
  Index done_ = 0, total_ = 0;
  GradientCheckReport report_;
};

// The row of the table of studies.
StudyType gradient_check_study();

}  // namespace netdyno
