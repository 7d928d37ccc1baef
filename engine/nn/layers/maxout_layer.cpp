// SPDX-License-Identifier: MIT
#include "engine/nn/layers/maxout_layer.h"

#include <fmt/core.h>

#include "engine/nn/layers/affine.h"

namespace netdyno {

std::vector<OptionField> MaxoutLayer::fields() {
  return {integer("units", "number of outputs").required().at_least(1).at_most(1e6),
          integer("pieces", "affine functions of which a unit takes the largest")
              .preset(std::int64_t{2})
              .at_least(1)
              .at_most(1024)};
}

MaxoutLayer::MaxoutLayer(const LayerSpec& spec, const Shape& input, Kernels& kernels)
    : Layer(spec, input, Shape{spec.options.integer("units")}), kernels_(kernels) {
  const Index inputs = require_features(input, spec.type);
  const Index rows = output_shape().size() * spec.options.integer("pieces");
  add_weight({rows, inputs}, inputs, rows);
  add_parameter("bias", {rows});
}

std::string MaxoutLayer::options_text() const {
  return fmt::format("{} units of {} pieces", options().integer("units"),
                     options().integer("pieces"));
}

void MaxoutLayer::do_forward(const Tensor& x, Tensor& y, Scratch& scratch, const Pass&) {
  const Index pieces = options().integer("pieces");
  scratch.tensors.resize(1);
  scratch.indices.resize(static_cast<std::size_t>(y.size()));
  Tensor& z = scratch.tensors[0];  // [N, units·pieces]
  z.resize({x.batch_size(), y.features() * pieces});
  affine_forward(kernels_, parameter(0).value, parameter(1).value, x, z);
  for (Index i = 0; i < y.size(); ++i) {
    Index winner = 0;
    y.data()[i] = z.array().segment(i * pieces, pieces).maxCoeff<Eigen::PropagateNaN>(&winner);
    scratch.indices[static_cast<std::size_t>(i)] = static_cast<std::int32_t>(winner);
  }
}

void MaxoutLayer::do_backward(const Tensor& x, const Tensor&, const Tensor& dy, Tensor* dx,
                              Scratch& scratch, const Pass& pass) {
  const Index pieces = options().integer("pieces");
  Tensor& dz = scratch.tensors[0];  // z is not needed any more
  dz.fill(0.0f);
  for (Index i = 0; i < dy.size(); ++i)
    dz.data()[i * pieces + scratch.indices[static_cast<std::size_t>(i)]] = dy.data()[i];
  if (pass.parameter_gradients)
    affine_backward_weights(kernels_, x, dz, parameter(0).grad, parameter(1).grad);
  if (dx) affine_backward_data(kernels_, parameter(0).value, dz, *dx);
}

}  // namespace netdyno
