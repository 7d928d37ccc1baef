// engine/train/early_stopping.h
// SPDX-License-Identifier: MIT
//
// Early stopping: keeps the weights that validated best, and says when a run no longer improves.
//
//   Units    patience: validations, one at each epoch's end; min_delta: as the metric
//   Cost     a copy of parameters and buffers at each better validation; nothing with patience 0
//   Source   Prechelt, "Early stopping, but when?" (1998), the criterion of successive failures

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/nn/network.h"
#include "engine/recipe/early_stopping_spec.h"
#include "engine/train/evaluator.h"

namespace netdyno {

// Where the kept weights come from.
struct BestWeights {
  std::int64_t step = 0;
  double epoch = 0;
  std::string metric;
  double value = 0;  // the metric's there

  // "epoch 4, validation loss 0.1234"
  std::string text() const;
};

class EarlyStopping {
 public:
  // Takes in a validation of `tensors`, the weights after `step`. A result that is not a number is
  // no better one.
  void observe(const EarlyStoppingSpec& spec, std::span<const NamedTensor> tensors,
               const Evaluation& evaluation, std::int64_t step, double epoch);
  bool should_stop(const EarlyStoppingSpec& spec) const {
    return spec.patience > 0 && waited_ >= spec.patience;
  }

  const std::optional<BestWeights>& best() const { return best_; }
  // Copies the kept weights into `tensors`; patience begins anew.
  void restore(std::span<const NamedTensor> tensors);
  // What was best belongs to another training, or is measured otherwise.
  void clear();

  // For checkpoints: copies in the order of the network's tensors.
  const std::vector<Tensor>& copies() const { return copies_; }
  std::int64_t waited() const { return waited_; }
  void load(std::vector<Tensor> copies, std::optional<BestWeights> best, std::int64_t waited);

 private:
  std::vector<Tensor> copies_;
  std::optional<BestWeights> best_;
  std::int64_t waited_ = 0;  // validations since the best one
};

}  // namespace netdyno
