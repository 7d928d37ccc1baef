// engine/nn/layers/batchnorm_layer.h
// SPDX-License-Identifier: MIT
//
// Batch normalization of each channel (of an image) or feature (of a vector), as
// torch.nn.BatchNorm2d and BatchNorm1d:  y = γ (x − μ)/√(σ² + ε) + β.
//
//   Shapes   x [N,C,H,W] or [N,C] → y as x;  weight γ, bias β, running_mean, running_var [C]
//   State    training takes μ and σ² of the minibatch and moves the running averages by `momentum`
//            towards them (σ² unbiased there); inference takes the running averages
//   Grads    training: dx = γ/√(σ²+ε) · (dy − mean(dy) − x̂ mean(dy x̂)), dγ = Σ dy x̂, dβ = Σ dy;
//            inference: dx = γ/√(σ²+ε) · dy
//   Cost     three passes over x, of which a core's cache usually holds the second and third; keeps
//            as much as one sample
//   Range    a minibatch with one value per channel has σ² = 0 and gives y = β
//   Source   Ioffe and Szegedy, "Batch normalization" (2015)

#pragma once

#include "engine/nn/layer.h"

namespace netdyno {

class BatchNormLayer final : public Layer {
 public:
  BatchNormLayer(const LayerSpec& spec, const Shape& input, Kernels& kernels);
  static std::vector<OptionField> fields();

 private:
  void do_forward(const Tensor& x, Tensor& y, Scratch& scratch, const Pass& pass) override;
  void do_backward(const Tensor& x, const Tensor& y, const Tensor& dy, Tensor* dx, Scratch& scratch,
                   const Pass& pass) override;

  WorkerPool& pool_;
};

}  // namespace netdyno
