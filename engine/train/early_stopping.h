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

#include "engine/core/options.h"
#include "engine/nn/network.h"
#include "engine/train/evaluator.h"

namespace netdyno {

struct EarlyStoppingSpec {
  std::int64_t patience = 0;    // validations without a better one that end the run; 0: never
  std::string metric = "loss";  // or "accuracy", of the validation
  double min_delta = 0;         // by how much a better one must be better, >= 0
  bool operator==(const EarlyStoppingSpec&) const = default;
};

// The keys of `early_stopping` in recipes.
std::vector<OptionField> early_stopping_fields();
// Errors   RecipeError at the key of a value that is out of range
Options early_stopping_options(const EarlyStoppingSpec& spec);
EarlyStoppingSpec early_stopping_spec(const Options& options);

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
