// engine/study/sensitivity.h
// SPDX-License-Identifier: MIT
//
// How much the loss changes when the weights are moved a little: of a linear classifier fitted on
// the data as it is and of one fitted on centred data, and of the network as it is now. Off-centre
// data makes the loss far more sensitive, which is why data is centred.
//
//   Shapes   loss(w + t d) at 21 distances t in [−1, 1], for 6 random directions d; each d is
//            normal, scaled so that in every weight tensor ‖d‖ = ‖w‖. Biases stay.
//   Default  softmax loss over the first 500 training examples in inference mode; each linear
//            classifier is trained on up to 2000 examples for 300 steps of Adam, η = 0.01, from
//            zero. "Centred" is the recipe's preprocessing, or "mean-image" where it has none. The
//            same seed, the same initial weights, minibatches and directions for both.
//   Errors   Error for a network without an output for each class
//   Cost     advance(): one training step of a linear classifier or one forward pass of 500
//            examples. A copy of the network in memory.
//   Source   directions scaled to the weights as in Li et al., "Visualizing the loss landscape of
//            neural nets" (2018), tensor by tensor

#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "engine/train/trainer.h"

namespace netdyno {

struct StudyType;  // study.h

struct SensitivityCurve {
  std::string model;                    // "linear", "network"
  std::string preprocess;               // of what it was fitted on
  std::vector<double> mean, low, high;  // loss over the directions at each distance
  double loss = 0;                      // at t = 0
  double accuracy = 0;                  // at t = 0, [0,1]
};

struct SensitivityReport {
  bool is_running = false;
  bool is_cancelled = false;
  double progress = 0;  // [0,1]
  std::int64_t step = 0;
  Index examples = 0;
  int directions = 0;
  std::vector<double> distances;         // t, in weight norms
  std::vector<SensitivityCurve> curves;  // those that are done
  // Mean of |x − 0|² over mean of |x − m|²: 1 for data that is centred already.
  double off_centre = 1;
};

class Sensitivity {
 public:
  explicit Sensitivity(const Trainer& trainer);

  // Does a slice; true when all is done.
  bool advance();
  // Ends it where it is.
  void cancel();
  const SensitivityReport& report() const { return report_; }

 private:
  struct Subject {
    SensitivityCurve curve;
    std::unique_ptr<Trainer> trainer;                  // of a linear classifier
    std::shared_ptr<const Preprocessor> preprocessor;  // of the network
    Network* network = nullptr;
    std::int64_t steps_left = 0;  // of fitting
  };
  void add_linear(const Recipe& recipe, const DataSplits& data, const std::string& preprocess,
                  Kernels& kernels);
  void add_network(const Trainer& trainer);
  void begin(Subject& subject);
  void evaluate(Subject& subject);
  void move_weights(int direction, double distance);

  DataView examples_;
  std::uint64_t seed_;
  std::vector<Subject> subjects_;
  std::unique_ptr<Network> copy_;
  SensitivityReport report_;
  std::size_t subject_ = 0;
  std::size_t evaluated_ = 0;  // of the current subject's losses
  std::int64_t done_ = 0, total_ = 0;
  Batch batch_;  // of the current subject
  std::vector<Parameter*> weights_;
  std::vector<Tensor> base_;       // values of weights_
  std::vector<Tensor> direction_;  // as base_
  int drawn_ = -1;                 // which direction direction_ is
  Workspace workspace_;
};

// The row of the table of studies.
StudyType sensitivity_study();

}  // namespace netdyno
