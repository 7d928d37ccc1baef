// engine/train/good_weights.h
// SPDX-License-Identifier: MIT
//
// A copy of the last weights that worked, to go back to when the loss stops being finite. One
// minibatch's loss proves nothing (a ruined network guesses a single example right now and then),
// so a mean over the last ones is judged, relative to the lowest such mean. A knob that is turned
// puts the weights on trial: what was good before it is kept until as many losses after it have
// proved as good.
//
//   Units    losses as the loss function's, times in steps
//   Cost     one more copy of parameters and buffers; made every interval() steps, which keeps it
//            below about one percent of training, and once when a knob begins to be turned

#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "engine/nn/network.h"

namespace netdyno {

// What the losses so far say.
struct LossRecord {
  static constexpr double kNone = std::numeric_limits<double>::infinity();

  std::int64_t seen = 0;  // since the start or the last change
  double recent = 0;      // mean of the last ones, older ones fading
  double first = 0;       // the loss that the scale is taken from
  double best = kNone;    // the lowest `recent`; rises slowly, for a run that settles higher
  bool is_on_trial = false;
};

class GoodWeights {
 public:
  // Steps between two copies for so many numbers: a function of the size alone, so a run is the
  // same on any machine.
  static std::int64_t interval(std::int64_t values);
  // Losses of minibatches of that many examples whose mean is judged; a trial lasts for twice as
  // many.
  static std::int64_t window(Index examples);

  bool empty() const { return copies_.empty(); }
  // Weights were drawn or loaded anew: nothing is known to work.
  void clear();

  // Copies `tensors`, the weights after `step`.
  void keep(std::span<const NamedTensor> tensors, std::int64_t step);
  // Takes in the finite `loss` of a minibatch of `examples` that the weights after `step` gave;
  // keeps these where a copy is due and the losses are good.
  void consider(std::span<const NamedTensor> tensors, std::int64_t step, double loss,
                Index examples);
  // What the next step does is about to change: keeps the weights after `step` if they are good
  // and not on trial already, and puts them on trial.
  void before_change(std::span<const NamedTensor> tensors, std::int64_t step);
  // Goes back to what is kept, and puts it on trial: what ruined the weights may still be set.
  void restore(std::span<const NamedTensor> tensors);
  // The loss is measured otherwise from now on: it is judged by what follows.
  void forget_losses() { losses_ = {}; }

  bool are_proven() const { return !losses_.is_on_trial && are_losses_good(); }

  std::int64_t step() const { return step_; }
  const LossRecord& losses() const { return losses_; }

  // For checkpoints: copies in the order of the network's tensors.
  const std::vector<Tensor>& copies() const { return copies_; }
  void load(std::vector<Tensor> copies, std::int64_t step, const LossRecord& losses);

 private:
  bool are_losses_good() const;

  std::vector<Tensor> copies_;
  std::int64_t step_ = 0;
  LossRecord losses_;
};

}  // namespace netdyno
