// engine/nn/layers/conv_layer.h
// SPDX-License-Identifier: MIT
//
// Convolution: K filters of F×F pixels over the full depth, moved by S pixels, as torch.nn.Conv2d
// (not flipped).
//
//   Shapes   x [N,C,H,W] → y [N,K,H′,W′],  H′ = (H − F + 2P)/S + 1;  weight [K,C,F,F];  bias [K]
//   Grads    dW, db and dx by the kernel's backward passes
//   Errors   RecipeError where the windows do not end at the image's edge, with the numbers
//   Cost     H′·W′·K·C·F² multiply-adds a sample; one plan per batch size
//   Source   Goodfellow, Bengio, Courville, Deep Learning (2016), ch. 9

#pragma once

#include "engine/nn/layer.h"

namespace netdyno {

class ConvLayer final : public Layer {
 public:
  ConvLayer(const LayerSpec& spec, const Shape& input, Kernels& kernels);
  static std::vector<OptionField> fields();

  std::int64_t multiply_adds() const override;
  Window window() const override { return {geometry_.size, geometry_.stride, geometry_.pad}; }
  std::string options_text() const override;

 private:
  ConvLayer(const LayerSpec& spec, const Shape& input, Kernels& kernels,
            const WindowGeometry& geometry);

  void do_forward(const Tensor& x, Tensor& y, Scratch& scratch, const Pass& pass) override;
  void do_backward(const Tensor& x, const Tensor& y, const Tensor& dy, Tensor* dx, Scratch& scratch,
                   const Pass& pass) override;
  Convolution& plan(Index batch_size, Scratch& scratch);

  Kernels& kernels_;
  WindowGeometry geometry_;  // of one sample
};

}  // namespace netdyno
