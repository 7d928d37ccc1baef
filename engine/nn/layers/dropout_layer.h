// engine/nn/layers/dropout_layer.h
// SPDX-License-Identifier: MIT
//
// Dropout: in training each value is dropped with probability `rate`.
//
//   inverted   training y = m x/(1 − rate), inference y = x        (as torch.nn.Dropout)
//   vanilla    training y = m x,            inference y = (1 − rate) x
//
//   Shapes   x [N, …] → y as x; the mask m is 0 or 1
//   Grads    dx = dy times the factor that x had
//   State    m is a pure function of the run's seed, the step and the layer, whatever the number
//            of threads
//   Source   Srivastava et al., "Dropout" (JMLR 2014)

#pragma once

#include "engine/nn/layer.h"

namespace netdyno {

class DropoutLayer final : public Layer {
 public:
  DropoutLayer(const LayerSpec& spec, const Shape& input, Kernels& kernels);
  static std::vector<OptionField> fields();

  std::string options_text() const override;
  std::int64_t kept_values() const override { return input_shape().size(); }

 private:
  void do_forward(const Tensor& x, Tensor& y, Scratch& scratch, const Pass& pass) override;
  void do_backward(const Tensor& x, const Tensor& y, const Tensor& dy, Tensor* dx, Scratch& scratch,
                   const Pass& pass) override;
  float keep() const { return static_cast<float>(1.0 - options().real("rate")); }
  bool is_inverted() const { return options().text("mode") == "inverted"; }
  float inference_factor() const { return is_inverted() ? 1.0f : keep(); }
  void draw_factors(const Random& random, Tensor& factors) const;
  void multiply(const Tensor& values, const Tensor& factors, Tensor& products) const;

  WorkerPool& pool_;
};

}  // namespace netdyno
