// SPDX-License-Identifier: MIT
//
// To add a layer
//   1. layers/x_layer.{h,cpp}: a class XLayer with a constructor (spec, input, kernels) that throws
//      RecipeError for what cannot work, a static fields() where it has options, do_forward and
//      do_backward. Parameters are added in torch's order.
//   2. One row in the table below.
//   3. tests/engine/nn/x_layer_test.cpp with hand-computed numbers, a case in
//      tests/golden/make_layers.py where torch has the layer, and shapes for the gradient test in
//      tests/engine/nn/layer_cases.cpp. The round-trip and gradient tests find the row by
//      themselves and fail where a case is missing.
// An elementwise activation needs none of this: it is a row in activations.cpp.
#include "engine/nn/layers/layer_table.h"

#include "engine/nn/activations.h"
#include "engine/nn/layer_builders.h"
#include "engine/nn/layers/batchnorm_layer.h"
#include "engine/nn/layers/conv_layer.h"
#include "engine/nn/layers/dense_layer.h"
#include "engine/nn/layers/dropout_layer.h"
#include "engine/nn/layers/elementwise_layer.h"
#include "engine/nn/layers/flatten_layer.h"
#include "engine/nn/layers/gradient_reversal_layer.h"
#include "engine/nn/layers/lrn_layer.h"
#include "engine/nn/layers/maxout_layer.h"
#include "engine/nn/layers/pool_layers.h"
#include "engine/nn/layers/prelu_layer.h"
#include "engine/nn/layers/residual_layer.h"

namespace netdyno {

namespace {

template <typename L>
std::unique_ptr<Layer> make(const LayerSpec& spec, const Shape& input, Kernels& kernels) {
  return std::make_unique<L>(spec, input, kernels);
}

std::vector<LayerSpec> usual_residual_body(const Shape& input) {
  const Index channels = input.channels();
  if (!input.is_image()) return {layers::dense(channels)};
  return {layers::conv(channels, 3, 1), layers::layer("batchnorm"), layers::layer("relu"),
          layers::conv(channels, 3, 1), layers::layer("batchnorm")};
}

float reversal_factor(const Options& options) {
  return -static_cast<float>(options.real("lambda"));
}

}  // namespace

template <InstructionSet S>
std::vector<LayerType> layer_table_for() {
  static_assert(S == kCompiledFor);
  std::vector<LayerType> types = {
      {.name = "dense",
       .doc = "Fully connected: y = W x + b",
       .fields = DenseLayer::fields(),
       .outputs_option = "units",
       .usual = {{"units", Index{64}}},
       .make = make<DenseLayer>},
      {.name = "conv",
       .doc = "Convolution: K filters of F×F pixels over the full depth, (N − F + 2P)/S + 1",
       .fields = ConvLayer::fields(),
       .makes_maps = true,
       .usual = {{"filters", Index{16}}, {"size", Index{3}}, {"pad", Index{1}}},
       .make = make<ConvLayer>},
      {.name = "maxpool",
       .doc = "Max pooling: the largest value of each F×F window, channel by channel",
       .fields = PoolLayer::fields(),
       .usual = {{"size", Index{2}}},
       .make = make<MaxPoolLayer>},
      {.name = "avgpool",
       .doc = "Average pooling: the mean of each F×F window, channel by channel",
       .fields = PoolLayer::fields(),
       .usual = {{"size", Index{2}}},
       .make = make<AveragePoolLayer>},
      {.name = "batchnorm",
       .doc = "Batch normalization of each channel: y = γ (x − μ)/√(σ² + ε) + β",
       .fields = BatchNormLayer::fields(),
       .label = "batch norm",
       .keeps_positions = true,
       .needs_minibatch = true,
       .make = make<BatchNormLayer>},
      {.name = "lrn",
       .doc = "Local response normalization: y = x (k + α/n Σ x²)^−β over n channels",
       .fields = LrnLayer::fields(),
       .keeps_positions = true,
       .usual = {{"size", Index{5}}},
       .make = make<LrnLayer>},
      {.name = "dropout",
       .doc = "Dropout: in training each value is 0 with probability `rate`",
       .fields = DropoutLayer::fields(),
       .keeps_positions = true,
       .drop_option = "rate",
       .make = make<DropoutLayer>},
      {.name = "flatten",
       .doc = "Flatten: an image C×H×W becomes C·H·W features",
       .only_reshapes = true,
       .make = make<FlattenLayer>},
      {.name = "prelu",
       .doc = "Parametric ReLU: y = x for x > 0, else α x with a learned α",
       .is_nonlinearity = true,
       .keeps_positions = true,
       .make = make<PreluLayer>},
      {.name = "maxout",
       .doc = "Maxout: each unit is the largest of several affine functions of x",
       .fields = MaxoutLayer::fields(),
       .is_nonlinearity = true,
       .outputs_option = "units",
       .usual = {{"units", Index{64}}},
       .make = make<MaxoutLayer>},
      {.name = "residual",
       .doc = "Residual block: y = x + F(x), F a list of layers",
       .has_inner_layers = true,
       .makes_maps = true,
       .usual_layers = usual_residual_body,
       .make = make<ResidualLayer>},
      {.name = "gradient_reversal",
       .doc = "Gradient reversal: y = x, but dx = −λ dy",
       .fields = GradientReversalLayer::fields(),
       .gradient_factor = reversal_factor,
       .make = make<GradientReversalLayer>},
  };
  for (const Activation& row : activations())
    types.push_back({.name = row.name,
                     .doc = row.doc,
                     .fields = row.fields,
                     .is_nonlinearity = true,
                     .label = row.label,
                     .keeps_positions = true,
                     .saturates = row.saturates,
                     .is_zero_below = row.is_zero_below,
                     .make = make<ElementwiseLayer>});
  return types;
}

template std::vector<LayerType> layer_table_for<kCompiledFor>();

}  // namespace netdyno
