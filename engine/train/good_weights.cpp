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

std::int64_t GoodWeights::window(Index examples) {
  constexpr Index kExamples = 512;  // whose mean loss is known to a few hundredths
  return std::clamp<std::int64_t>(kExamples / examples, 16, 128);
}

void GoodWeights::clear() {
  copies_.clear();
  losses_ = {};
}

void GoodWeights::keep(std::span<const NamedTensor> tensors, std::int64_t step) {
  copies_.resize(tensors.size());
  for (std::size_t i = 0; i < tensors.size(); ++i) copies_[i] = *tensors[i].tensor;
  step_ = step;
}

bool GoodWeights::are_losses_good() const {
  constexpr double kWorse = 1.5;  // times the best
  constexpr double kSlack = 0.1;  // of the first loss, for a best that is nearly 0
  return losses_.seen == 0 || losses_.recent <= kWorse * losses_.best + kSlack * losses_.first;
}

void GoodWeights::consider(std::span<const NamedTensor> tensors, std::int64_t step, double loss,
                           Index examples) {
  constexpr double kSettling = 1024;  // steps in which the best rises e-fold
  LossRecord& seen = losses_;
  if (seen.first == 0) seen.first = loss;
  const std::int64_t most = window(examples);
  seen.recent += (loss - seen.recent) / static_cast<double>(std::min(++seen.seen, most));
  seen.best *= 1 + 1 / kSettling;
  if (seen.is_on_trial && seen.seen < 2 * most) return;
  seen.is_on_trial = false;
  seen.best = std::min(seen.best, seen.recent);
  if (!are_losses_good()) return;
  std::int64_t values = 0;
  for (const NamedTensor& named : tensors) values += named.tensor->size();
  if (step % interval(values) == 0) keep(tensors, step);
}

void GoodWeights::before_change(std::span<const NamedTensor> tensors, std::int64_t step) {
  if (copies_.empty()) return;  // no step was taken yet
  const auto is_finite = [](const NamedTensor& named) { return named.tensor->is_finite(); };
  if (are_proven() && std::ranges::all_of(tensors, is_finite)) keep(tensors, step);
  losses_.is_on_trial = true;
  losses_.seen = 0;
}

void GoodWeights::restore(std::span<const NamedTensor> tensors) {
  DYNO_CHECK(copies_.size() == tensors.size(), "Good weights are kept before they are restored");
  for (std::size_t i = 0; i < tensors.size(); ++i) *tensors[i].tensor = copies_[i];
  losses_.is_on_trial = true;
  losses_.seen = 0;
}

void GoodWeights::load(std::vector<Tensor> copies, std::int64_t step, const LossRecord& losses) {
  copies_ = std::move(copies);
  step_ = step;
  losses_ = losses;
}

}  // namespace netdyno
