// engine/train/good_weights.h
// SPDX-License-Identifier: MIT
//
// A copy of the last weights that worked, to go back to when the loss stops being finite.
//
//   Cost     one more copy of parameters and buffers; made every interval() steps, which keeps it
//            below about one percent of training

#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "engine/nn/network.h"

namespace netdyno {

class GoodWeights {
 public:
  // Steps between two copies for so many numbers: a function of the size alone, so a run is the
  // same on any machine.
  static std::int64_t interval(std::int64_t values);

  bool empty() const { return copies_.empty(); }
  // Weights were drawn or loaded anew: nothing is known to work.
  void clear();

  // Copies `tensors`, the weights after `step`.
  void keep(std::span<const NamedTensor> tensors, std::int64_t step);
  // As keep(), for weights that gave the finite `loss`, where a copy is due. A loss that is still
  // finite but has exploded marks weights that nobody wants back, so no copy is made beyond ten
  // times the first loss (at least 10).
  void consider(std::span<const NamedTensor> tensors, std::int64_t step, double loss);
  void restore(std::span<const NamedTensor> tensors) const;
  // The loss is measured otherwise from now on: the limit follows from the next one.
  void forget_limit() { loss_limit_ = 0; }

  std::int64_t step() const { return step_; }
  double loss_limit() const { return loss_limit_; }

  // For checkpoints: copies in the order of the network's tensors.
  const std::vector<Tensor>& copies() const { return copies_; }
  void load(std::vector<Tensor> copies, std::int64_t step, double loss_limit);

 private:
  std::vector<Tensor> copies_;
  std::int64_t step_ = 0;
  double loss_limit_ = 0;  // 0: no loss seen yet
};

}  // namespace netdyno
