// SPDX-License-Identifier: MIT
//
// Data-dependent initialization: Gaussian weights, then each unit (or filter) of each layer scaled
// and its bias set so that its outputs on a minibatch have mean 0 and variance 1. This is the
// published within-layer normalization with random weights; their k-means filters and their
// normalization between layers are left out.
//
//   Source   Krähenbühl, Doersch, Donahue, Darrell, "Data-dependent initializations of
//            convolutional neural networks" (2015), algorithm 1 with β = 0
#include <cmath>

#include "engine/nn/initializer.h"

namespace netdyno {

namespace {

void draw(Parameter& weight, const Options&, Random& random) {
  draw_gaussian(weight, 1.0 / std::sqrt(static_cast<double>(weight.fan_in)), random);
}

struct Moments {
  std::vector<double> mean, deviation;  // of each channel
};

Moments channel_moments(const Tensor& y) {
  const Index channels = y.shape().without_batch().channels();
  const Index plane = y.features() / channels;
  const auto count = static_cast<double>(y.batch_size() * plane);
  Moments moments{std::vector<double>(static_cast<std::size_t>(channels)),
                  std::vector<double>(static_cast<std::size_t>(channels))};
  for (std::size_t c = 0; c < moments.mean.size(); ++c) {
    const auto sum = [&](const auto& term) {
      double total = 0;
      for (Index n = 0; n < y.batch_size(); ++n)
        for (const float value : y.sample(n).subspan(c * static_cast<std::size_t>(plane),
                                                     static_cast<std::size_t>(plane)))
          total += term(value);
      return total;
    };
    const double mean = sum([](double value) { return value; }) / count;
    moments.mean[c] = mean;
    moments.deviation[c] =
        std::sqrt(sum([&](double value) { return (value - mean) * (value - mean); }) / count);
  }
  return moments;
}

Parameter* find(Layer& layer, const std::string& name) {
  for (Parameter& parameter : layer.parameters())
    if (parameter.name == name) return &parameter;
  return nullptr;
}

// A unit that gives the same for all examples only gets its bias. Of a maxout unit, all pieces
// are moved and scaled alike, and so their maximum is.
void fit(LayerFit& fit, const Options&) {
  const Moments moments = channel_moments(fit.output());
  Parameter* const weight = find(fit.layer(), "weight");
  Parameter* const bias = find(fit.layer(), "bias");
  if (!weight || !bias) return;
  const auto channels = static_cast<Index>(moments.mean.size());
  const Index rows = bias->value.size() / channels;  // pieces of a unit
  const Index inputs = weight->value.size() / bias->value.size();
  for (Index c = 0; c < channels; ++c) {
    const double deviation = moments.deviation[static_cast<std::size_t>(c)];
    const double scale = deviation > 1e-12 ? 1.0 / deviation : 1.0;
    const double shift = -moments.mean[static_cast<std::size_t>(c)] * scale;
    if (!std::isfinite(scale) || !std::isfinite(shift)) continue;
    weight->value.array().segment(c * rows * inputs, rows * inputs) *= static_cast<float>(scale);
    bias->value.array().segment(c * rows, rows) =
        bias->value.array().segment(c * rows, rows) * static_cast<float>(scale) +
        static_cast<float>(shift);
  }
}

}  // namespace

InitScheme krahenbuhl_scheme() {
  return {"krahenbuhl",
          "Gaussian, then each unit scaled and moved to mean 0 and variance 1 on a minibatch",
          {},
          draw,
          fit};
}

}  // namespace netdyno
