// SPDX-License-Identifier: MIT
#include "engine/nn/loss.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/core/registry.h"

namespace netdyno {

namespace {

using Labels = std::span<const std::int32_t>;

void check_labels(const Tensor& logits, Labels labels) {
  DYNO_CHECK(!labels.empty() && static_cast<Index>(labels.size()) == logits.batch_size(),
             fmt::format("{} labels for logits {}", labels.size(), logits.shape().text()));
  const auto is_class = [&](std::int32_t label) { return label >= 0 && label < logits.features(); };
  DYNO_CHECK(std::ranges::all_of(labels, is_class), "A label is none of the logits' classes");
}

// The mean over the samples of `sample_loss(logits, label, gradient)`, whose last argument is an
// array of the sample's dL/dlogits before the division by N, or null.
template <typename SampleLoss>
double mean_over_samples(const Tensor& logits, Labels labels, Tensor* dlogits,
                         SampleLoss sample_loss) {
  check_labels(logits, labels);
  if (dlogits) dlogits->resize(logits.shape());
  Eigen::ArrayXf unused(dlogits ? 0 : logits.features());  // training takes no memory
  double sum = 0.0;
  for (std::size_t n = 0; n < labels.size(); ++n) {
    const auto sample = static_cast<Index>(n);
    const ConstArrayMap x(logits.sample(sample).data(), logits.features());
    ArrayMap gradient(dlogits ? dlogits->sample(sample).data() : unused.data(), logits.features());
    sum += sample_loss(x, labels[n], gradient);
  }
  const auto count = static_cast<double>(labels.size());
  if (dlogits) dlogits->array() *= static_cast<float>(1.0 / count);
  // A −∞ among the logits may leave a loss finite, but never a sound one.
  return logits.is_finite() ? sum / count : std::numeric_limits<double>::quiet_NaN();
}

double softmax_loss(const Tensor& logits, Labels labels, Tensor* dlogits) {
  const auto sample_loss = [](const ConstArrayMap& x, Index label, ArrayMap& gradient) {
    const float largest = x.maxCoeff();
    gradient = (x - largest).exp();
    const float sum = gradient.sum();
    gradient *= 1.0f / sum;
    gradient[label] -= 1.0f;
    return std::log(static_cast<double>(sum)) - (x[label] - largest);
  };
  return mean_over_samples(logits, labels, dlogits, sample_loss);
}

double hinge_loss(const Tensor& logits, Labels labels, Tensor* dlogits) {
  const auto sample_loss = [](const ConstArrayMap& x, Index label, ArrayMap& gradient) {
    gradient = (x - x[label] + 1.0f).max(0.0f);
    gradient[label] = 0.0f;
    const double loss = gradient.sum();
    gradient = gradient.sign();
    gradient[label] = -gradient.sum();
    return loss;
  };
  return mean_over_samples(logits, labels, dlogits, sample_loss);
}

double squared_loss(const Tensor& logits, Labels labels, Tensor* dlogits) {
  const auto sample_loss = [](const ConstArrayMap& x, Index label, ArrayMap& gradient) {
    gradient = x;
    gradient[label] -= 1.0f;
    const double loss = gradient.square().sum();
    gradient *= 2.0f;
    return loss;
  };
  return mean_over_samples(logits, labels, dlogits, sample_loss);
}

}  // namespace

std::span<const LossFunction> loss_functions() {
  static const std::vector<LossFunction> table = {
      {"softmax", "Softmax cross-entropy: −log(exp(s_y)/Σ_j exp(s_j))", softmax_loss},
      {"hinge", "Multi-class hinge: Σ over j ≠ y of max(0, s_j − s_y + 1)", hinge_loss},
      {"mse", "Squared error: Σ_j (s_j − [j = y])²", squared_loss},
  };
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

std::int64_t count_correct(const Tensor& logits, Labels labels) {
  check_labels(logits, labels);
  std::int64_t correct = 0;
  for (std::size_t n = 0; n < labels.size(); ++n) {
    correct += predicted_class(logits.sample(static_cast<Index>(n))) == labels[n];
  }
  return correct;
}

}  // namespace netdyno
