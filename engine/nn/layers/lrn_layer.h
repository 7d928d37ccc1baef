// engine/nn/layers/lrn_layer.h
// SPDX-License-Identifier: MIT
//
// Local response normalization across channels, as torch.nn.LocalResponseNorm:
//
//   y_c = x_c d_c^−β,   d_c = k + α/n Σ x_j² over the n channels j from c − ⌊n/2⌋ on
//
//   Shapes   x [N,C,H,W] or [N,C] → y as x; channels beyond the edge count as zeros
//   Grads    dx_c = dy_c d_c^−β − 2αβ/n x_c Σ dy_j x_j d_j^(−β−1) over the j whose sum has c
//   Cost     keeps d, as large as x; one power a value and pass
//   Source   Krizhevsky, Sutskever, Hinton (2012), sec. 3.3

#pragma once

#include "engine/nn/layer.h"

namespace netdyno {

class LrnLayer final : public Layer {
 public:
  LrnLayer(const LayerSpec& spec, const Shape& input, Kernels& kernels);
  static std::vector<OptionField> fields();

  std::int64_t kept_values() const override { return 2 * input_shape().size(); }

 private:
  void do_forward(const Tensor& x, Tensor& y, Scratch& scratch, const Pass& pass) override;
  void do_backward(const Tensor& x, const Tensor& y, const Tensor& dy, Tensor* dx, Scratch& scratch,
                   const Pass& pass) override;

  WorkerPool& pool_;
};

}  // namespace netdyno
