// engine/nn/layers/pool_layers.h
// SPDX-License-Identifier: MIT
//
// Pooling: the maximum or the mean of each F×F window, channel by channel, as torch.nn.MaxPool2d
// and AvgPool2d.
//
//   Shapes   x [N,C,H,W] → y [N,C,H′,W′],  H′ = (H − F + 2P)/S + 1 rounded down
//   Grads    maximum: dy goes to the first largest value of its window; mean: dy/F² to each
//   Range    padding never is a maximum; it counts as zeros in a mean
//   Errors   RecipeError for a window larger than the padded image, or a pad above F/2
//   Default  stride 0 stands for F: windows side by side

#pragma once

#include "engine/nn/layer.h"

namespace netdyno {

class PoolLayer : public Layer {
 public:
  static std::vector<OptionField> fields();
  Window window() const override { return {geometry_.size, geometry_.stride, geometry_.pad}; }
  std::string options_text() const override;

 protected:
  PoolLayer(const LayerSpec& spec, const Shape& input, Kernels& kernels);
  Kernels& kernels() { return kernels_; }
  WindowGeometry geometry(Index batch_size) const;

 private:
  PoolLayer(const LayerSpec& spec, const Shape& input, Kernels& kernels,
            const WindowGeometry& geometry);

  Kernels& kernels_;
  WindowGeometry geometry_;  // of one sample
};

class MaxPoolLayer final : public PoolLayer {
 public:
  MaxPoolLayer(const LayerSpec& spec, const Shape& input, Kernels& kernels)
      : PoolLayer(spec, input, kernels) {}

  // Where each maximum was.
  std::int64_t kept_values() const override { return output_shape().size(); }

 private:
  void do_forward(const Tensor& x, Tensor& y, Scratch& scratch, const Pass& pass) override;
  void do_backward(const Tensor& x, const Tensor& y, const Tensor& dy, Tensor* dx, Scratch& scratch,
                   const Pass& pass) override;
};

class AveragePoolLayer final : public PoolLayer {
 public:
  AveragePoolLayer(const LayerSpec& spec, const Shape& input, Kernels& kernels)
      : PoolLayer(spec, input, kernels) {}

 private:
  void do_forward(const Tensor& x, Tensor& y, Scratch& scratch, const Pass& pass) override;
  void do_backward(const Tensor& x, const Tensor& y, const Tensor& dy, Tensor* dx, Scratch& scratch,
                   const Pass& pass) override;
};

}  // namespace netdyno
