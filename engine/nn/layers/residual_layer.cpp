// SPDX-License-Identifier: MIT
#include "engine/nn/layers/residual_layer.h"

#include <fmt/core.h>

#include "engine/core/error.h"
#include "engine/nn/parallel_values.h"

namespace netdyno {

namespace {

LayerSpec with_layers(LayerSpec spec, std::vector<LayerSpec> layers) {
  spec.layers = std::move(layers);
  return spec;
}

}  // namespace

ResidualLayer::ResidualLayer(const LayerSpec& spec, const Shape& input, Kernels& kernels)
    : ResidualLayer(spec, input, LayerChain(spec.layers, input, kernels), kernels) {}

ResidualLayer::ResidualLayer(const LayerSpec& spec, const Shape& input, LayerChain body,
                             Kernels& kernels)
    : Layer(with_layers(spec, body.specs()), input, input),
      body_(std::move(body)),
      pool_(kernels.pool()) {
  if (body_.output_shape() != input)
    throw RecipeError("layers",
                      fmt::format("the inner layers make {} of {}, but x is added to their output",
                                  body_.output_shape().text(), input.text()),
                      "Keep the shape: as many filters as channels, pad (size − 1)/2, stride 1");
}

std::vector<Layer*> ResidualLayer::inner_layers() const {
  std::vector<Layer*> layers;
  for (std::size_t i = 0; i < body_.size(); ++i) layers.push_back(&body_[i]);
  return layers;
}

Layer::Window ResidualLayer::window() const {
  Window seen;
  for (std::size_t i = 0; i < body_.size(); ++i) seen = compose(seen, body_[i].window());
  return seen;
}

std::string ResidualLayer::options_text() const {
  std::string types;
  for (std::size_t i = 0; i < body_.size(); ++i)
    types += (i == 0 ? "" : ", ") + body_[i].spec().type;
  return "x + (" + types + ")";
}

void ResidualLayer::do_forward(const Tensor& x, Tensor& y, Scratch& scratch, const Pass& pass) {
  if (!scratch.inner) scratch.inner = std::make_shared<Workspace>();
  add(x, body_.forward(x, *scratch.inner, pass), y);
}

void ResidualLayer::do_backward(const Tensor& x, const Tensor&, const Tensor& dy, Tensor* dx,
                                Scratch& scratch, const Pass& pass) {
  body_.backward(x, dy, *scratch.inner, pass, dx != nullptr);
  if (dx) add(dy, scratch.inner->input_grad, *dx);
}

void ResidualLayer::add(const Tensor& a, const Tensor& b, Tensor& sum) const {
  for_each_part(pool_, sum.size(), [&](Index begin, Index end) {
    const Index count = end - begin;
    sum.array().segment(begin, count) =
        a.array().segment(begin, count) + b.array().segment(begin, count);
  });
}

}  // namespace netdyno
