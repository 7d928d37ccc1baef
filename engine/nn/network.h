// engine/nn/network.h
// SPDX-License-Identifier: MIT
//
// A chain of layers, as torch.nn.Sequential: logits = f_L(… f_2(f_1(x))).
//
//   Shapes   x [N, input] → logits [N, classes]
//   Names    parameters are "<index>.<name>", the index counting every entry of `layers`
//   Thread   one pass at a time per Workspace

#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "engine/nn/layer_chain.h"

namespace netdyno {

// A parameter or buffer with its full name, "0.weight".
struct NamedTensor {
  std::string name;
  Tensor* tensor;
};
// The same, to read.
struct NamedValue {
  std::string name;
  const Tensor* tensor;
};

class Network {
 public:
  // Weights are zero until initialize().
  // Errors   RecipeError with a path like "layers[3].size"
  Network(const NetworkSpec& spec, Kernels& kernels);

  const NetworkSpec& spec() const { return spec_; }
  Kernels& kernels() const { return kernels_; }
  const Shape& output_shape() const { return chain_.output_shape(); }

  std::size_t layer_count() const { return chain_.size(); }
  Layer& layer(std::size_t index) { return chain_[index]; }
  const Layer& layer(std::size_t index) const { return chain_[index]; }
  // The first layer that has parameters; layer_count() where none has.
  std::size_t first_trained_layer() const { return chain_.first_trained(); }

  // Returns the last layer's output, which lives in the workspace.
  const Tensor& forward(const Tensor& x, Workspace& workspace, Pass pass);

  // Back from dlogits = dL/dlogits; x, workspace and pass as in the forward pass. The gradients of
  // the input and of the outputs before the first trained layer are computed only if
  // `input_gradient`.
  void backward(const Tensor& x, const Tensor& dlogits, Workspace& workspace, Pass pass,
                bool input_gradient = false);

  // All parameters in state_dict order, inner layers' included.
  std::vector<Parameter*> parameters();
  std::vector<const Parameter*> parameters() const;
  // Parameters and buffers with their state_dict names.
  std::vector<NamedTensor> state();
  std::vector<NamedValue> state() const;
  // Takes over the values of another network's state(), or of an average of it.
  //   Errors   DYNO_CHECK: as many tensors, of the same shapes
  void set_state(std::span<const NamedValue> values);
  std::int64_t parameter_count() const;

  // Draws all weights (or those of one layer) by the spec's schemes; biases become 0, γ 1, running
  // averages their start. `redraw` counts earlier re-draws of the run, each of which draws afresh.
  // Data-dependent schemes are completed by fit_weights().
  void initialize(std::uint64_t seed, std::uint32_t redraw = 0);
  // The same for one layer, whose own scheme `init` becomes.
  void initialize_layer(std::size_t index, const InitSpec& init, std::uint64_t seed,
                        std::uint32_t redraw);
  // Replaces the scheme of the whole network in spec(); layers' own schemes go. Draws nothing.
  void set_init(const InitSpec& init);

  // Errors   RecipeError with a path like "layers[3].rate"
  void set_layer_option(std::size_t index, const std::string& key, const OptionValue& value);

 private:
  NetworkSpec spec_;
  Kernels& kernels_;
  LayerChain chain_;
};

}  // namespace netdyno
