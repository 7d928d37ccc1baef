// SPDX-License-Identifier: MIT
#include "engine/nn/network.h"

#include <fmt/core.h>

#include <algorithm>

#include "engine/core/error.h"
#include "engine/nn/fixup.h"
#include "engine/nn/initializer.h"

namespace netdyno {

namespace {

const Shape& checked_input(const Shape& input) {
  const bool is_sample = input.rank() == 1 || input.rank() == 3;
  if (!is_sample || !std::ranges::all_of(input.extents(), [](Index e) { return e >= 1; }))
    throw RecipeError("input",
                      fmt::format("expected [C,H,W] or [F] with extents of at least 1, found [{}]",
                                  input.text()));
  return input;
}

// A layer and its inner layers are drawn by the nearest scheme that is given on the way to them.
void initialize_tree(Layer& layer, const LayerSpec& spec, const InitSpec& inherited,
                     std::uint64_t seed, std::uint32_t redraw, std::uint32_t number) {
  const InitSpec& init = spec.init ? *spec.init : inherited;
  layer.reset();
  Random random(seed, Stream::Initialization, redraw, number);
  for (Parameter& parameter : layer.parameters())
    if (parameter.is_weight) draw_weight(parameter, init, random);
  const std::vector<Layer*> inner = layer.inner_layers();
  for (std::size_t i = 0; i < inner.size(); ++i)
    initialize_tree(*inner[i], spec.layers[i], init, seed, redraw, layer_number(number, i));
}

void check_init(const std::optional<InitSpec>& init, const std::string& path) try {
  if (init) complete_init(*init);
} catch (const RecipeError& error) {
  throw error.within(path);
}

void check_layer_inits(std::span<const LayerSpec> layers, const std::string& path) {
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const std::string layer_path = fmt::format("{}layers[{}].", path, i);
    check_init(layers[i].init, layer_path + "init");
    check_layer_inits(layers[i].layers, layer_path);
  }
}

void drop_own_inits(std::span<LayerSpec> layers) {
  for (LayerSpec& layer : layers) {
    layer.init.reset();
    drop_own_inits(layer.layers);
  }
}

template <typename AnyParameter>
void collect_parameters(Layer& layer, std::vector<AnyParameter*>& collected) {
  for (Parameter& parameter : layer.parameters()) collected.push_back(&parameter);
  for (Layer* inner : layer.inner_layers()) collect_parameters(*inner, collected);
}

template <typename Named>
void collect_state(Layer& layer, const std::string& prefix, std::vector<Named>& collected) {
  for (Parameter& parameter : layer.parameters())
    collected.push_back({prefix + parameter.name, &parameter.value});
  for (Buffer& buffer : layer.buffers()) collected.push_back({prefix + buffer.name, &buffer.value});
  const std::vector<Layer*> inner = layer.inner_layers();
  for (std::size_t i = 0; i < inner.size(); ++i)
    collect_state(*inner[i], fmt::format("{}body.{}.", prefix, i), collected);
}

template <typename AnyParameter>
std::vector<AnyParameter*> parameters_of(const LayerChain& chain) {
  std::vector<AnyParameter*> collected;
  for (std::size_t i = 0; i < chain.size(); ++i) collect_parameters(chain[i], collected);
  return collected;
}

template <typename Named>
std::vector<Named> state_of(const LayerChain& chain) {
  std::vector<Named> collected;
  for (std::size_t i = 0; i < chain.size(); ++i)
    collect_state(chain[i], fmt::format("{}.", i), collected);
  return collected;
}

}  // namespace

Network::Network(const NetworkSpec& spec, Kernels& kernels)
    : spec_(spec), kernels_(kernels), chain_(spec.layers, checked_input(spec.input), kernels) {
  chain_.allocate();
  spec_.layers = chain_.specs();
  check_init(spec_.init, "init");
  check_layer_inits(spec_.layers, "");
}

const Tensor& Network::forward(const Tensor& x, Workspace& workspace, Pass pass) {
  pass.layer = kNoOuterLayer;
  return chain_.forward(x, workspace, pass);
}

void Network::backward(const Tensor& x, const Tensor& dlogits, Workspace& workspace, Pass pass,
                       bool input_gradient) {
  pass.layer = kNoOuterLayer;
  chain_.backward(x, dlogits, workspace, pass, input_gradient);
}

std::vector<Parameter*> Network::parameters() {
  return parameters_of<Parameter>(chain_);
}

std::vector<const Parameter*> Network::parameters() const {
  return parameters_of<const Parameter>(chain_);
}

std::vector<NamedTensor> Network::state() {
  return state_of<NamedTensor>(chain_);
}

std::vector<NamedValue> Network::state() const {
  return state_of<NamedValue>(chain_);
}

void Network::set_state(std::span<const NamedValue> values) {
  const std::vector<NamedTensor> own = state();
  DYNO_CHECK(own.size() == values.size(), "The state of a network of the same layers");
  for (std::size_t i = 0; i < own.size(); ++i) {
    DYNO_CHECK(own[i].tensor->shape() == values[i].tensor->shape(), "Tensors of the same shapes");
    *own[i].tensor = *values[i].tensor;
  }
}

std::int64_t Network::parameter_count() const {
  std::int64_t count = 0;
  for (const Parameter* parameter : parameters()) count += parameter->value.size();
  return count;
}

void Network::initialize(std::uint64_t seed, std::uint32_t redraw) {
  for (std::size_t i = 0; i < chain_.size(); ++i)
    initialize_tree(chain_[i], spec_.layers[i], spec_.init, seed, redraw,
                    layer_number(kNoOuterLayer, i));
  apply_fixup(*this);
}

void Network::initialize_layer(std::size_t index, const InitSpec& init, std::uint64_t seed,
                               std::uint32_t redraw) {
  LayerSpec& spec = spec_.layers[index];
  check_init(init, fmt::format("layers[{}].init", index));
  drop_own_inits({&spec, 1});
  spec.init = init;
  initialize_tree(chain_[index], spec, init, seed, redraw, layer_number(kNoOuterLayer, index));
  apply_fixup(*this, index);
}

void Network::set_init(const InitSpec& init) {
  check_init(init, "init");
  drop_own_inits(spec_.layers);
  spec_.init = init;
}

void Network::set_layer_option(std::size_t index, const std::string& key,
                               const OptionValue& value) {
  try {
    chain_[index].set_option(key, value);
  } catch (const RecipeError& error) {
    throw error.within(fmt::format("layers[{}]", index));
  }
  spec_.layers[index].options = chain_[index].spec().options;
}

}  // namespace netdyno
