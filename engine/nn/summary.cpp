// SPDX-License-Identifier: MIT
#include "engine/nn/summary.h"

#include "engine/nn/layer_registry.h"

namespace netdyno {

namespace {

constexpr std::int64_t kBytes = sizeof(float);

// What a layer and its inner layers hold.
struct Totals {
  std::int64_t parameters = 0;   // values
  std::int64_t buffers = 0;      // values
  std::int64_t activations = 0;  // values of one sample's outputs
  std::int64_t kept = 0;         // values of one sample that passes keep beside them
  std::int64_t multiply_adds = 0;
  bool has_weights = false;
};

void add_layer(const Layer& layer, Totals& totals) {
  for (const Parameter& parameter : layer.parameters()) {
    totals.parameters += parameter.value.size();
    totals.has_weights |= parameter.is_weight;
  }
  for (const Buffer& buffer : layer.buffers()) totals.buffers += buffer.value.size();
  totals.activations += layer.output_shape().size();
  totals.kept += layer.kept_values();
  totals.multiply_adds += layer.multiply_adds();
  for (const Layer* inner : layer.inner_layers()) add_layer(*inner, totals);
}

LayerSummary summarize_layer(const Layer& layer, std::size_t index, const Totals& totals,
                             Index receptive_field) {
  return {.index = index,
          .type = layer.spec().type,
          .options = layer.options_text(),
          .output = layer.output_shape(),
          .parameters = totals.parameters,
          .receptive_field = receptive_field,
          .multiply_adds = totals.multiply_adds,
          .is_nonlinearity = layer_type(layer.spec().type).is_nonlinearity,
          .has_weights = totals.has_weights};
}

}  // namespace

NetworkSummary summarize(const Network& network, Index batch_size, int moments) {
  NetworkSummary summary;
  summary.input = network.spec().input;
  summary.training_bytes = kBytes * batch_size * summary.input.size();
  Layer::Window seen;
  for (std::size_t i = 0; i < network.layer_count(); ++i) {
    const Layer& layer = network.layer(i);
    Totals totals;
    add_layer(layer, totals);
    seen = compose(seen, layer.window());
    summary.layers.push_back(summarize_layer(layer, i, totals, seen.size));
    summary.parameters += totals.parameters;
    summary.multiply_adds += totals.multiply_adds;
    // Value and gradient of each parameter, and the weights to go back to after a divergence; each
    // output, and its gradient where one is needed.
    const int copies = i < network.first_trained_layer() ? 1 : 2;
    summary.training_bytes += kBytes * ((3 + moments) * totals.parameters + 2 * totals.buffers +
                                        batch_size * (copies * totals.activations + totals.kept));
  }
  return summary;
}

}  // namespace netdyno
