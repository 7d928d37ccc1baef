// SPDX-License-Identifier: MIT
#include "engine/nn/layers/pool_layers.h"

#include <fmt/core.h>

#include "engine/core/error.h"
#include "engine/nn/layers/windows.h"

namespace netdyno {

namespace {

WindowGeometry pool_geometry(const LayerSpec& spec, const Shape& input) {
  const Index size = spec.options.integer("size");
  const Index stride = spec.options.integer("stride");
  const Index pad = spec.options.integer("pad");
  // A wider pad would allow windows that see nothing of the image.
  if (2 * pad > size)
    throw RecipeError(
        "pad", fmt::format("expected at most half the window's size {}, found {}", size, pad));
  return window_geometry(input, size, stride == 0 ? size : stride, pad, Remainder::Dropped,
                         spec.type);
}

}  // namespace

std::vector<OptionField> PoolLayer::fields() {
  return {window_size_field(),
          integer("stride", "pixels S between neighbouring windows; 0: as many as the size")
              .preset(std::int64_t{0})
              .at_least(0)
              .at_most(65536),
          window_pad_field()};
}

PoolLayer::PoolLayer(const LayerSpec& spec, const Shape& input, Kernels& kernels)
    : PoolLayer(spec, input, kernels, pool_geometry(spec, input)) {}

PoolLayer::PoolLayer(const LayerSpec& spec, const Shape& input, Kernels& kernels,
                     const WindowGeometry& geometry)
    : Layer(spec, input, Shape{input.channels(), geometry.out_height(), geometry.out_width()}),
      kernels_(kernels),
      geometry_(geometry) {}

std::string PoolLayer::options_text() const {
  return window_text(window());
}

WindowGeometry PoolLayer::geometry(Index batch_size) const {
  WindowGeometry geometry = geometry_;
  geometry.batch = batch_size;
  return geometry;
}

void MaxPoolLayer::do_forward(const Tensor& x, Tensor& y, Scratch& scratch, const Pass&) {
  scratch.indices.resize(static_cast<std::size_t>(y.size()));
  kernels().max_pool(geometry(x.batch_size()), x.data(), y.data(), scratch.indices.data());
}

void MaxPoolLayer::do_backward(const Tensor& x, const Tensor&, const Tensor& dy, Tensor* dx,
                               Scratch& scratch, const Pass&) {
  if (dx)
    kernels().max_pool_backward(geometry(x.batch_size()), dy.data(), scratch.indices.data(),
                                dx->data());
}

void AveragePoolLayer::do_forward(const Tensor& x, Tensor& y, Scratch&, const Pass&) {
  kernels().average_pool(geometry(x.batch_size()), x.data(), y.data());
}

void AveragePoolLayer::do_backward(const Tensor& x, const Tensor&, const Tensor& dy, Tensor* dx,
                                   Scratch&, const Pass&) {
  if (dx) kernels().average_pool_backward(geometry(x.batch_size()), dy.data(), dx->data());
}

}  // namespace netdyno
