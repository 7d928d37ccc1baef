// engine/nn/layer.h
// SPDX-License-Identifier: MIT
//
// A layer: a function y = f(x; θ) with its gradients.
//
//   Shapes   x [N, input_shape()] → y [N, output_shape()]; the batch size may change between calls
//   Grads    parameter gradients are assigned, not accumulated; dx too
//   State    a layer holds its parameters only. What one pass leaves for its backward pass lives
//            in the caller's Scratch, so evaluation and probes never disturb training.
//   Errors   DYNO_CHECK on shapes; make_layer() throws RecipeError for impossible geometry
//   Thread   one pass at a time per Scratch; parameters may be read by several

#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "engine/core/random.h"
#include "engine/core/tensor.h"
#include "engine/kernels/kernels.h"
#include "engine/nn/layer_spec.h"

namespace netdyno {

struct Workspace;  // layer_chain.h; a composite layer keeps one for its inner layers

struct Parameter {
  std::string name;  // as in torch's state_dict, without the layer's index: "weight"
  Shape shape;
  Tensor value;
  Tensor grad;             // dL/dvalue of the last backward pass; same shape
  bool is_weight = false;  // drawn by initializers and penalized; false for biases, γ, β, α
  Index fan_in = 0;        // inputs that feed one output unit
  Index fan_out = 0;       // outputs that one input unit feeds
  float start = 0.0f;      // its value before training where no initializer draws it
};

// Not trained, but part of the state: batch norm's running averages.
struct Buffer {
  std::string name;
  Shape shape;
  Tensor value;
  float start = 0.0f;  // its value before training
};

enum class Mode { Training, Inference };

// What a pass needs beside its input.
struct Pass {
  Mode mode = Mode::Inference;
  std::uint64_t seed = 0;           // of the run
  std::uint64_t step = 0;           // with `seed` and `layer` the stream of dropout's masks
  std::uint32_t layer = 0;          // set by Network
  bool parameter_gradients = true;  // backward: false leaves Parameter::grad as it is (probes)

  Random random(Stream stream) const { return Random(seed, stream, step, layer); }
};

// What a forward pass leaves for backward, and memory that is kept between passes.
struct Scratch {
  std::vector<Tensor> tensors;
  std::vector<std::int32_t> indices;
  // One plan per batch size seen: the last minibatch of an epoch is often smaller.
  std::map<Index, std::unique_ptr<Convolution>> convolutions;
  std::shared_ptr<Workspace> inner;
};

class Layer {
 public:
  virtual ~Layer() = default;

  const LayerSpec& spec() const { return spec_; }
  const Shape& input_shape() const { return input_shape_; }
  const Shape& output_shape() const { return output_shape_; }

  // y ← f(x).
  void forward(const Tensor& x, Tensor& y, Scratch& scratch, const Pass& pass);
  // dx ← dL/dx from dy = dL/dy, and the parameters' gradients. x, y, scratch and pass are those of
  // the forward pass. A null dx skips the input's gradient, which a first layer need not compute.
  void backward(const Tensor& x, const Tensor& y, const Tensor& dy, Tensor* dx, Scratch& scratch,
                const Pass& pass);

  // In torch's order: weight, bias. The spans stay valid as long as the layer.
  std::span<Parameter> parameters() { return parameters_; }
  std::span<const Parameter> parameters() const { return parameters_; }
  std::span<Buffer> buffers() { return buffers_; }
  std::span<const Buffer> buffers() const { return buffers_; }
  // Inner layers of a composite, whose parameters count as this layer's ("body.0.weight").
  virtual std::vector<Layer*> inner_layers() const { return {}; }

  // Multiply-adds of a forward pass of one sample.
  virtual std::int64_t multiply_adds() const { return 0; }
  // Values that a pass of one sample keeps in Scratch beside the output.
  virtual std::int64_t kept_values() const { return 0; }
  // What one output value sees of the input plane, for the receptive field: a window's size, stride
  // and padding in pixels. Size 0: the whole input.
  struct Window {
    Index size = 1, stride = 1, pad = 0;
  };
  virtual Window window() const { return {}; }

  // The options in words, "6 filters 5×5, stride 1, pad 2".
  virtual std::string options_text() const;

  // Takes the memory of parameters and buffers, which have a shape only until then, inner layers'
  // included; weights are zero.
  void allocate();

  // Biases, γ, β, α and running averages become what they are before training; weights stay.
  void reset();

  // Changes a live option (OptionField::is_live) between two passes.
  // Errors   RecipeError for an unknown key, a value out of range or an option that is not live
  void set_option(const std::string& key, const OptionValue& value);

 protected:
  Layer(LayerSpec spec, Shape input_shape, Shape output_shape)
      : spec_(std::move(spec)), input_shape_(input_shape), output_shape_(output_shape) {}

  // In the constructor only; a returned reference lives until the next of these calls.
  // Errors   RecipeError where the tensor would be beyond any memory
  Parameter& add_parameter(std::string name, const Shape& shape, float start = 0.0f);
  Parameter& add_weight(const Shape& shape, Index fan_in, Index fan_out);
  Buffer& add_buffer(std::string name, const Shape& shape, float start = 0.0f);
  Parameter& parameter(std::size_t index) { return parameters_[index]; }
  Buffer& buffer(std::size_t index) { return buffers_[index]; }
  const Options& options() const { return spec_.options; }

 private:
  virtual void do_forward(const Tensor& x, Tensor& y, Scratch& scratch, const Pass& pass) = 0;
  virtual void do_backward(const Tensor& x, const Tensor& y, const Tensor& dy, Tensor* dx,
                           Scratch& scratch, const Pass& pass) = 0;
  // Called after a live option changed in spec().options.
  virtual void option_changed() {}

  LayerSpec spec_;
  Shape input_shape_;
  Shape output_shape_;
  std::vector<Parameter> parameters_;
  std::vector<Buffer> buffers_;
};

}  // namespace netdyno
