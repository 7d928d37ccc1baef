// SPDX-License-Identifier: MIT
#include "engine/nn/layer_builders.h"

#include "engine/nn/layer_registry.h"

namespace netdyno::layers {

LayerSpec layer(const std::string& type, OptionList options) {
  LayerSpec spec = default_layer_spec(type);
  for (const auto& [key, value] : options) spec.options.set(layer_type(type).fields, key, value);
  return spec;
}

LayerSpec dense(Index units) {
  return layer("dense", {{"units", units}});
}

LayerSpec conv(Index filters, Index size, Index pad, Index stride) {
  return layer("conv", {{"filters", filters}, {"size", size}, {"pad", pad}, {"stride", stride}});
}

LayerSpec max_pool(Index size, Index stride) {
  return layer("maxpool", {{"size", size}, {"stride", stride}});
}

LayerSpec average_pool(Index size, Index stride) {
  return layer("avgpool", {{"size", size}, {"stride", stride}});
}

LayerSpec flatten() {
  return layer("flatten");
}

LayerSpec dropout(double rate) {
  return layer("dropout", {{"rate", rate}});
}

LayerSpec residual(std::vector<LayerSpec> body) {
  LayerSpec spec = default_layer_spec("residual");
  spec.layers = std::move(body);
  return spec;
}

}  // namespace netdyno::layers
