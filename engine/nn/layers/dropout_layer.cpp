// SPDX-License-Identifier: MIT
#include "engine/nn/layers/dropout_layer.h"

#include <fmt/core.h>

#include <array>
#include <cmath>

#include "engine/nn/parallel_values.h"

namespace netdyno {

std::vector<OptionField> DropoutLayer::fields() {
  return {real("rate", "probability of dropping a value")
              .called("dropout rate")
          .in("share dropped")
              .preset(0.5)
              .at_least(0.0)
              .below(1.0)
              .live(),
          text("mode", "inverted scales the kept values in training, vanilla all in inference")
              .preset(std::string("inverted"))
              .one_of({"inverted", "vanilla"})};
}

DropoutLayer::DropoutLayer(const LayerSpec& spec, const Shape& input, Kernels& kernels)
    : Layer(spec, input, input), pool_(kernels.pool()) {}

std::string DropoutLayer::options_text() const {
  const double rate = options().real("rate");
  return fmt::format("drop {:g}, keep {:g}{}", rate, 1.0 - rate, is_inverted() ? "" : ", vanilla");
}

void DropoutLayer::do_forward(const Tensor& x, Tensor& y, Scratch& scratch, const Pass& pass) {
  if (pass.mode == Mode::Inference) {
    y.array() = x.array() * inference_factor();
    return;
  }
  scratch.tensors.resize(1);
  Tensor& factors = scratch.tensors[0];
  factors.resize(x.shape());
  draw_factors(pass.random(Stream::Dropout), factors);
  multiply(x, factors, y);
}

void DropoutLayer::do_backward(const Tensor&, const Tensor&, const Tensor& dy, Tensor* dx,
                               Scratch& scratch, const Pass& pass) {
  if (!dx) return;
  if (pass.mode == Mode::Inference)
    dx->array() = dy.array() * inference_factor();
  else
    multiply(dy, scratch.tensors[0], *dx);
}

void DropoutLayer::draw_factors(const Random& random, Tensor& factors) const {
  const auto threshold = static_cast<std::uint32_t>(std::ldexp(options().real("rate"), 32));
  const float kept = is_inverted() ? 1.0f / keep() : 1.0f;
  // Value i takes number i mod 4 of the stream's block i/4; parts begin at whole blocks.
  for_each_part(pool_, factors.size(), [&](Index begin, Index end) {
    std::array<std::uint32_t, 1024> drawn;
    for (Index first = begin; first < end; first += std::ssize(drawn)) {
      const Index count = std::min(std::ssize(drawn), end - first);
      random.blocks(static_cast<std::uint64_t>(first / 4), std::span(drawn).first(count));
      float* factor = factors.data() + first;
      for (Index i = 0; i < count; ++i)
        factor[i] = drawn[static_cast<std::size_t>(i)] < threshold ? 0.0f : kept;
    }
  });
}

void DropoutLayer::multiply(const Tensor& values, const Tensor& factors, Tensor& products) const {
  for_each_part(pool_, values.size(), [&](Index begin, Index end) {
    const Index count = end - begin;
    products.array().segment(begin, count) =
        values.array().segment(begin, count) * factors.array().segment(begin, count);
  });
}

}  // namespace netdyno
