// SPDX-License-Identifier: MIT
#include "engine/nn/layers/conv_layer.h"

#include <fmt/core.h>

#include "engine/nn/layers/windows.h"

namespace netdyno {

std::vector<OptionField> ConvLayer::fields() {
  return {integer("filters", "number K of filters, the channels of the output")
              .required()
              .at_least(1)
              .at_most(65536),
          window_size_field(),
          integer("stride", "pixels S between neighbouring windows")
              .preset(std::int64_t{1})
              .at_least(1)
              .at_most(65536),
          window_pad_field()};
}

ConvLayer::ConvLayer(const LayerSpec& spec, const Shape& input, Kernels& kernels)
    : ConvLayer(spec, input, kernels,
                window_geometry(input, spec.options.integer("size"), spec.options.integer("stride"),
                                spec.options.integer("pad"), Remainder::Refused, spec.type)) {}

ConvLayer::ConvLayer(const LayerSpec& spec, const Shape& input, Kernels& kernels,
                     const WindowGeometry& geometry)
    : Layer(spec, input,
            Shape{spec.options.integer("filters"), geometry.out_height(), geometry.out_width()}),
      kernels_(kernels),
      geometry_(geometry) {
  const Index filters = output_shape().channels();
  const Index area = geometry.size * geometry.size;
  add_weight({filters, geometry.channels, geometry.size, geometry.size}, geometry.channels * area,
             filters * area);
  add_parameter("bias", {filters});
}

std::int64_t ConvLayer::multiply_adds() const {
  return parameters()[0].shape.size() * output_shape().height() * output_shape().width();
}

std::string ConvLayer::options_text() const {
  return fmt::format("{} filters {}", output_shape().channels(), window_text(window()));
}

void ConvLayer::do_forward(const Tensor& x, Tensor& y, Scratch& scratch, const Pass&) {
  plan(x.batch_size(), scratch)
      .forward(x.data(), parameter(0).value.data(), parameter(1).value.data(), y.data());
}

void ConvLayer::do_backward(const Tensor& x, const Tensor&, const Tensor& dy, Tensor* dx,
                            Scratch& scratch, const Pass& pass) {
  Convolution& convolution = plan(x.batch_size(), scratch);
  if (pass.parameter_gradients)
    convolution.backward_weights(x.data(), dy.data(), parameter(0).grad.data(),
                                 parameter(1).grad.data());
  if (dx) convolution.backward_data(dy.data(), parameter(0).value.data(), dx->data());
}

Convolution& ConvLayer::plan(Index batch_size, Scratch& scratch) {
  std::unique_ptr<Convolution>& plan = scratch.convolutions[batch_size];
  if (!plan) {
    WindowGeometry geometry = geometry_;
    geometry.batch = batch_size;
    plan = kernels_.make_convolution(geometry, output_shape().channels());
  }
  return *plan;
}

}  // namespace netdyno
