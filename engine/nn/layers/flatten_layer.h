// engine/nn/layers/flatten_layer.h
// SPDX-License-Identifier: MIT
//
// Flatten: an image becomes a vector of features, as torch.nn.Flatten.
//
//   Shapes   x [N,C,H,W] → y [N, C·H·W], feature (c·H + h)·W + w
//   Cost     copies; a fraction of the layers around it

#pragma once

#include "engine/nn/layer.h"

namespace netdyno {

class FlattenLayer final : public Layer {
 public:
  FlattenLayer(const LayerSpec& spec, const Shape& input, Kernels& kernels);

 private:
  void do_forward(const Tensor& x, Tensor& y, Scratch& scratch, const Pass& pass) override;
  void do_backward(const Tensor& x, const Tensor& y, const Tensor& dy, Tensor* dx, Scratch& scratch,
                   const Pass& pass) override;
  void copy(const Tensor& from, Tensor& to);

  WorkerPool& pool_;
};

}  // namespace netdyno
