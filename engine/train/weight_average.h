// engine/train/weight_average.h
// SPDX-License-Identifier: MIT
//
// The average of a network's weights over the steps of training, for validation and for keeping.
//
//   uniform       a ← a + (w − a)/(n + 1), the mean of all so far
//   exponential   a ← d a + (1 − d) w; both begin as the first weights
//
//   State    batch norm's running averages are averaged as weights are: they follow the weights
//   they
//            were measured with, and no second pass over the training examples is needed
//   Cost     one more copy of parameters and buffers, read and written once a step
//   Source   Polyak and Juditsky (1992); equals torch.optim.swa_utils.AveragedModel(use_buffers)

#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "engine/core/parallel.h"
#include "engine/nn/network.h"
#include "engine/recipe/averaging_spec.h"

namespace netdyno {

class WeightAverage {
 public:
  // Takes in the weights after a step, unless the kind is "none". The result does not depend on the
  // number of threads.
  void update(const AveragingSpec& spec, std::span<const NamedTensor> tensors, WorkerPool& pool);
  // Exchanges the average with the values of `tensors`, without copying; nothing where there is
  // none.
  void swap(std::span<const NamedTensor> tensors);
  void clear();

  // Weights taken in.
  std::int64_t count() const { return count_; }
  // In the order of the network's tensors; empty before the first.
  const std::vector<Tensor>& values() const { return values_; }
  void load(std::vector<Tensor> values, std::int64_t count);

 private:
  std::vector<Tensor> values_;
  std::int64_t count_ = 0;
};

}  // namespace netdyno
