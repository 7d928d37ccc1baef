// SPDX-License-Identifier: MIT
#include "engine/nn/layer_registry.h"

#include <algorithm>

#include "engine/core/registry.h"
#include "engine/nn/layers/layer_table.h"

namespace netdyno {

namespace {

std::int64_t count_parameters(const Layer& layer) {
  std::int64_t count = 0;
  for (const Parameter& parameter : layer.parameters()) count += parameter.shape.size();
  for (const Layer* inner : layer.inner_layers()) count += count_parameters(*inner);
  return count;
}

}  // namespace

std::span<const LayerType> layer_types() {
  static const std::vector<LayerType> table =
      with_instruction_set([]<InstructionSet S>() { return layer_table_for<S>(); });
  return table;
}

const LayerType* known_layer_type(std::string_view name) {
  const auto found = std::ranges::find(layer_types(), name, &LayerType::name);
  return found == layer_types().end() ? nullptr : &*found;
}

const LayerType& layer_type(const std::string& name) {
  return find_row(layer_types(), name, "type", "layer type");
}

std::unique_ptr<Layer> make_unallocated_layer(const LayerSpec& spec, const Shape& input,
                                              Kernels& kernels) {
  const LayerType& type = layer_type(spec.type);
  if (!type.has_inner_layers && !spec.layers.empty())
    throw RecipeError("layers", fmt::format("a {} layer has no inner layers", type.name));
  LayerSpec complete = spec;
  complete.options = complete_options(type.fields, spec.options);
  return type.make(complete, input, kernels);
}

std::unique_ptr<Layer> make_layer(const LayerSpec& spec, const Shape& input, Kernels& kernels) {
  std::unique_ptr<Layer> layer = make_unallocated_layer(spec, input, kernels);
  layer->allocate();
  return layer;
}

LayerPlan plan_layer(const LayerSpec& spec, const Shape& input, Kernels& kernels) {
  const std::unique_ptr<Layer> layer = make_unallocated_layer(spec, input, kernels);
  return {layer->output_shape(), count_parameters(*layer)};
}

LayerSpec default_layer_spec(const std::string& type) {
  return {.type = type, .options = Options(layer_type(type).fields), .init = {}, .layers = {}};
}

}  // namespace netdyno
