// SPDX-License-Identifier: MIT
#include "engine/nn/layers/dense_layer.h"

#include <fmt/core.h>

#include "engine/nn/layers/affine.h"

namespace netdyno {

std::vector<OptionField> DenseLayer::fields() {
  return {integer("units", "number of outputs").required().at_least(1).at_most(1e6)};
}

DenseLayer::DenseLayer(const LayerSpec& spec, const Shape& input, Kernels& kernels)
    : Layer(spec, input, Shape{spec.options.integer("units")}), kernels_(kernels) {
  const Index inputs = require_features(input, spec.type);
  const Index units = output_shape().size();
  add_weight({units, inputs}, inputs, units);
  add_parameter("bias", {units});
}

std::string DenseLayer::options_text() const {
  return fmt::format("{} units", options().integer("units"));
}

void DenseLayer::do_forward(const Tensor& x, Tensor& y, Scratch&, const Pass&) {
  affine_forward(kernels_, parameter(0).value, parameter(1).value, x, y);
}

void DenseLayer::do_backward(const Tensor& x, const Tensor&, const Tensor& dy, Tensor* dx, Scratch&,
                             const Pass& pass) {
  if (pass.parameter_gradients)
    affine_backward_weights(kernels_, x, dy, parameter(0).grad, parameter(1).grad);
  if (dx) affine_backward_data(kernels_, parameter(0).value, dy, *dx);
}

}  // namespace netdyno
