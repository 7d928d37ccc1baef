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

std::vector<OptionField> early_stopping_fields() {
  return {integer("patience", "epochs without a better validation that end the run, 0 for none")
              .preset(std::int64_t{0})
              .at_least(0)
              .at_most(1e9)
              .live(),
          text("metric", "what a validation is judged by")
              .preset(std::string("loss"))
              .one_of({"loss", "accuracy"})
              .live(),
          real("min_delta", "by how much a validation must be better to count")
              .preset(0.0)
              .at_least(0)
              .live()};
}

Options early_stopping_options(const EarlyStoppingSpec& spec) {
  const std::vector<OptionField> fields = early_stopping_fields();
  Options options(fields);
  options.set(fields, "patience", spec.patience);
  options.set(fields, "metric", spec.metric);
  options.set(fields, "min_delta", spec.min_delta);
  return options;
}

EarlyStoppingSpec early_stopping_spec(const Options& options) {
  return {.patience = options.integer("patience"),
          .metric = options.text("metric"),
          .min_delta = options.real("min_delta")};
}

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
