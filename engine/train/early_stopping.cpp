// SPDX-License-Identifier: MIT
#include "engine/train/early_stopping.h"

#include <fmt/core.h>

#include <cmath>

#include "engine/core/error.h"

namespace netdyno {

namespace {

bool is_better(const EarlyStoppingSpec& spec, double value, double best) {
  return spec.metric == "accuracy" ? value > best + spec.min_delta : value < best - spec.min_delta;
}

}  // namespace

std::string BestWeights::text() const {
  return fmt::format("epoch {:.6g}, validation {} {:.4g}", epoch, metric, value);
}

void EarlyStopping::observe(const EarlyStoppingSpec& spec, std::span<const NamedTensor> tensors,
                            const Evaluation& evaluation, std::int64_t step, double epoch) {
  if (spec.patience == 0) return;
  const double value = spec.metric == "accuracy" ? evaluation.accuracy : evaluation.loss;
  const bool is_first = !best_ && std::isfinite(value);
  if (!is_first && !(best_ && is_better(spec, value, best_->value))) {
    ++waited_;
    return;
  }
  best_ = BestWeights{.step = step, .epoch = epoch, .metric = spec.metric, .value = value};
  waited_ = 0;
  copies_.resize(tensors.size());
  for (std::size_t i = 0; i < tensors.size(); ++i) copies_[i] = *tensors[i].tensor;
}

void EarlyStopping::restore(std::span<const NamedTensor> tensors) {
  DYNO_CHECK(copies_.size() == tensors.size(), "Weights are kept before they are restored");
  for (std::size_t i = 0; i < tensors.size(); ++i) *tensors[i].tensor = copies_[i];
  waited_ = 0;
}

void EarlyStopping::clear() {
  copies_.clear();
  best_.reset();
  waited_ = 0;
}

void EarlyStopping::load(std::vector<Tensor> copies, std::optional<BestWeights> best,
                         std::int64_t waited) {
  copies_ = std::move(copies);
  best_ = std::move(best);
  waited_ = waited;
}

}  // namespace netdyno
