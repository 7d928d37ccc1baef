// SPDX-License-Identifier: MIT
//
// Layer-sequential unit-variance initialization: orthonormal weights, then scaled layer by layer
// until a minibatch leaves each layer with variance 1.
//
//   Source   Mishkin and Matas, "All you need is a good init" (2015), algorithm 1
#include <cmath>

#include "engine/nn/initializer.h"

namespace netdyno {

namespace {

void draw(Parameter& weight, const Options&, Random& random) {
  draw_orthogonal(weight, random);
}

double variance(const Tensor& y) {
  const double mean = y.array().cast<double>().mean();
  return (y.array().cast<double>() - mean).square().mean();
}

void scale_weights(Layer& layer, double factor) {
  for (Parameter& parameter : layer.parameters())
    if (parameter.is_weight) parameter.value.array() *= static_cast<float>(factor);
}

// Once is enough for a linear layer; maxout may need more.
void fit(LayerFit& fit, const Options& options) {
  constexpr int kMostTries = 10;
  for (int i = 0; i < kMostTries; ++i) {
    const double found = variance(fit.output());
    const bool can_scale = std::isfinite(found) && found > 1e-30;
    if (!can_scale || std::abs(found - 1.0) < options.real("tolerance")) return;
    scale_weights(fit.layer(), 1.0 / std::sqrt(found));
  }
}

}  // namespace

InitScheme lsuv_scheme() {
  return {"lsuv",
          "Orthonormal, then scaled until each layer's output on a minibatch has variance 1",
          {real("tolerance", "by how much a variance may miss 1").preset(0.01).above(0).below(1)},
          draw,
          fit};
}

}  // namespace netdyno
