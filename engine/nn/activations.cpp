// SPDX-License-Identifier: MIT
#include "engine/nn/activations.h"

#include "engine/core/registry.h"
#include "engine/core/tensor.h"

namespace netdyno {

namespace {

using In = std::span<const float>;
using Out = std::span<float>;

ConstArrayMap array(In values) {
  return {values.data(), static_cast<Index>(values.size())};
}
ArrayMap array(Out values) {
  return {values.data(), static_cast<Index>(values.size())};
}

// Loops over f of one or two values. They become vector code as long as f only chooses between
// values at hand: arithmetic in one arm of a choice keeps a branch.
template <typename F>
void map(In x, Out y, F f) {
  for (std::size_t i = 0; i < y.size(); ++i) y[i] = f(x[i]);
}
template <typename F>
void map(In a, In b, Out y, F f) {
  for (std::size_t i = 0; i < y.size(); ++i) y[i] = f(a[i], b[i]);
}

void relu(In x, float, Out y) {
  map(x, y, [](float v) { return v < 0.0f ? 0.0f : v; });
}
void relu_backward(In, In y, In dy, float, Out dx) {
  map(y, dy, dx, [](float out, float d) { return out > 0.0f ? d : 0.0f; });
}

void leaky_relu(In x, float slope, Out y) {
  map(x, y, [slope](float v) { return v * (v > 0.0f ? 1.0f : slope); });
}
void leaky_relu_backward(In x, In, In dy, float slope, Out dx) {
  map(x, dy, dx, [slope](float in, float d) { return d * (in > 0.0f ? 1.0f : slope); });
}

void elu(In x, float alpha, Out y) {
  array(y) = array(x).max(0.0f) + alpha * (array(x).min(0.0f).exp() - 1.0f);
}
void elu_backward(In x, In y, In dy, float alpha, Out dx) {
  map(x, y, dx, [alpha](float in, float out) { return in > 0.0f ? 1.0f - alpha : out; });
  array(dx) = (array(In(dx)) + alpha) * array(dy);
}

void sigmoid(In x, float, Out y) {
  array(y) = array(x).logistic();
}
void sigmoid_backward(In, In y, In dy, float, Out dx) {
  map(y, dy, dx, [](float out, float d) { return d * out * (1.0f - out); });
}

void tanh(In x, float, Out y) {
  array(y) = array(x).tanh();
}
void tanh_backward(In, In y, In dy, float, Out dx) {
  map(y, dy, dx, [](float out, float d) { return d * (1.0f - out * out); });
}

std::vector<Activation> activation_table() {
  return {
      {"relu", "Rectified linear: y = max(0, x)", {}, {0.0f}, relu, relu_backward, {}, true},
      {"leaky_relu",
       "Leaky rectified linear: y = x for x > 0, else slope·x",
       {real("slope", "slope for negative inputs").preset(0.01).live()},
       {0.0f},
       leaky_relu,
       leaky_relu_backward,
       {},
       false,
       "leaky ReLU"},
      {"elu",
       "Exponential linear: y = x for x > 0, else α(exp(x) − 1)",
       {real("alpha", "α, the value approached for large negative inputs").preset(1.0).live()},
       {0.0f},
       elu,
       elu_backward},
      {"sigmoid",
       "Logistic sigmoid: y = 1/(1 + exp(−x))",
       {},
       {},
       sigmoid,
       sigmoid_backward,
       OutputRange{0.0, 1.0}},
      {"tanh",
       "Hyperbolic tangent: y = tanh(x)",
       {},
       {},
       tanh,
       tanh_backward,
       OutputRange{-1.0, 1.0}},
  };
}

}  // namespace

std::span<const Activation> activations() {
  static const std::vector<Activation> table = activation_table();
  return table;
}

const Activation& activation(const std::string& name) {
  return find_row(activations(), name, "type", "activation");
}

}  // namespace netdyno
