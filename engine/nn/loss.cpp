// SPDX-License-Identifier: MIT
#include "engine/nn/loss.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/core/error.h"
#include "engine/core/registry.h"
#include "engine/nn/loss_table.h"

namespace netdyno {

void check_labels(const Tensor& logits, std::span<const std::int32_t> labels) {
  DYNO_CHECK(!labels.empty() && static_cast<Index>(labels.size()) == logits.batch_size(),
             fmt::format("{} labels for logits {}", labels.size(), logits.shape().text()));
  const auto is_class = [&](std::int32_t label) { return label >= 0 && label < logits.features(); };
  DYNO_CHECK(std::ranges::all_of(labels, is_class), "A label is none of the logits' classes");
}

std::span<const LossFunction> loss_functions() {
  static const std::vector<LossFunction> table =
      with_instruction_set([]<InstructionSet S>() { return loss_table_for<S>(); });
  return table;
}

const LossFunction& loss_function(const std::string& name) {
  return find_row(loss_functions(), name, "loss", "loss");
}

void softmax(const Tensor& logits, Tensor& probabilities) {
  probabilities.resize(logits.shape());
  for (Index n = 0; n < logits.batch_size(); ++n) {
    const auto x = logits.matrix().col(n).array();
    const float largest = x.maxCoeff();
    auto p = probabilities.matrix().col(n).array();
    p = (x - largest).exp();
    p *= 1.0f / p.sum();
  }
}

std::int32_t predicted_class(std::span<const float> scores) {
  std::int32_t best = 0;
  bool has_nan = false;
  for (std::size_t i = 0; i < scores.size(); ++i) {
    has_nan |= std::isnan(scores[i]);
    if (scores[i] > scores[static_cast<std::size_t>(best)]) best = static_cast<std::int32_t>(i);
  }
  return has_nan ? -1 : best;
}

std::int64_t count_correct(const Tensor& logits, std::span<const std::int32_t> labels) {
  check_labels(logits, labels);
  std::int64_t correct = 0;
  for (std::size_t n = 0; n < labels.size(); ++n) {
    correct += predicted_class(logits.sample(static_cast<Index>(n))) == labels[n];
  }
  return correct;
}

}  // namespace netdyno
