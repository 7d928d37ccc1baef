// SPDX-License-Identifier: MIT
#include "engine/train/good_weights.h"

#include <algorithm>

#include "engine/core/error.h"

namespace netdyno {

std::int64_t GoodWeights::interval(std::int64_t values) {
  // Copying a weight costs about a thousandth of training it on a minibatch; small nets, where the
  // fixed cost of a step hides the copy, are copied each time.
  constexpr std::int64_t kValuesPerStep = 10'000;
  constexpr std::int64_t kLongest = 100;
  return std::clamp<std::int64_t>(values / kValuesPerStep, 1, kLongest);
}

void GoodWeights::clear() {
  copies_.clear();
  loss_limit_ = 0;
}

void GoodWeights::keep(std::span<const NamedTensor> tensors, std::int64_t step) {
  copies_.resize(tensors.size());
  for (std::size_t i = 0; i < tensors.size(); ++i) copies_[i] = *tensors[i].tensor;
  step_ = step;
}

void GoodWeights::consider(std::span<const NamedTensor> tensors, std::int64_t step, double loss) {
  if (loss_limit_ == 0) loss_limit_ = 10.0 * std::max(1.0, loss);
  if (loss > loss_limit_) return;
  std::int64_t values = 0;
  for (const NamedTensor& named : tensors) values += named.tensor->size();
  if (step % interval(values) == 0) keep(tensors, step);
}

void GoodWeights::restore(std::span<const NamedTensor> tensors) const {
  DYNO_CHECK(copies_.size() == tensors.size(), "Good weights are kept before they are restored");
  for (std::size_t i = 0; i < tensors.size(); ++i) *tensors[i].tensor = copies_[i];
}

void GoodWeights::load(std::vector<Tensor> copies, std::int64_t step, double loss_limit) {
  copies_ = std::move(copies);
  step_ = step;
  loss_limit_ = loss_limit;
}

}  // namespace netdyno
