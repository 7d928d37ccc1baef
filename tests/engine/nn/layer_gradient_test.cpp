// SPDX-License-Identifier: MIT
//
// Backpropagation against central differences, for every layer type, loss and activation of the
// registries. L = Σ r·y with fixed random r; the layers compute in float, L is summed in double.
// The golden tests are the sharper ones; this one needs no second implementation.

#include <fmt/core.h>
#include <gtest/gtest.h>

#include <limits>
#include <optional>

#include "engine/nn/activations.h"
#include "engine/nn/loss.h"
#include "tests/support/layer_cases.h"
#include "tests/support/not_a_number.h"

namespace netdyno {
namespace {

using test::LayerCase;

constexpr double kTolerance = 5e-3;

// dL/dvalue by differences of two widths, which agree unless a kink lies between; none at a kink.
template <typename Loss>
std::optional<double> numeric_gradient(float& value, const Loss& loss) {
  const float center = value;
  const auto slope = [&](float width) {
    value = center + width;
    const double above = loss();
    const float upper = value;
    value = center - width;
    const double below = loss();
    const double distance = static_cast<double>(upper) - value;
    value = center;
    return (above - below) / distance;
  };
  const double wide = slope(2e-2f);
  const double narrow = slope(1e-2f);
  if (std::abs(wide - narrow) > 2 * kTolerance * (1.0 + std::abs(narrow))) return {};
  return narrow + (narrow - wide) / 3.0;  // the error's h² part cancels
}

// Compares the gradients of up to 60 of the values; most must lie off the kinks.
template <typename Loss>
void check_tensor(Tensor& values, const Tensor& gradients, double factor, const Loss& loss,
                  const std::string& name) {
  ASSERT_EQ(values.shape(), gradients.shape()) << name;
  const Index step = values.size() / 60 + 1;
  Index tried = 0;
  Index checked = 0;
  for (Index i = 0; i < values.size(); i += step, ++tried) {
    const std::optional<double> numeric = numeric_gradient(values.data()[i], loss);
    if (!numeric) continue;
    const double expected = *numeric * factor;
    const double got = gradients.data()[i];
    EXPECT_NEAR(got, expected, kTolerance * (1.0 + std::abs(expected)))
        << fmt::format("{}[{}]: expected {}, got {}", name, i, expected, got);
    ++checked;
  }
  EXPECT_GE(checked * 4, tried * 3) << name << ": too many values at kinks";
}

// One layer with the input, the weights r of its outputs and a pass of fixed randomness.
class GradientCheck {
 public:
  GradientCheck(const LayerCase& layer_case, Mode mode, Kernels& kernels)
      : case_(layer_case),
        layer_(make_random_layer(layer_case, kernels)),
        x_(test::normal_tensor(layer_case.input.with_batch(layer_case.batch_size), 1)),
        r_(test::normal_tensor(layer_->output_shape().with_batch(layer_case.batch_size), 2)),
        pass_{.mode = mode, .seed = 3, .step = 4, .layer = 5} {}

  void check() {
    poison_gradients();
    Tensor dx = poisoned(x_.shape());
    loss();
    layer_->backward(x_, y_, r_, &dx, scratch_, pass_);
    // Gradient reversal gives −λ times the derivative, on purpose.
    const double factor =
        case_.spec.type == "gradient_reversal" ? -case_.spec.options.real("lambda") : 1.0;
    check_tensor(
        x_, dx, factor, [this] { return loss(); }, name("dx"));
    for_each_parameter(*layer_, [this](Parameter& parameter) {
      check_tensor(
          parameter.value, parameter.grad, 1.0, [this] { return loss(); },
          name("d" + parameter.name));
    });
    check_what_may_be_left_out(dx);
  }

 private:
  template <typename Action>
  static void for_each_parameter(Layer& layer, const Action& action) {
    for (Parameter& parameter : layer.parameters()) action(parameter);
    for (Layer* inner : layer.inner_layers()) for_each_parameter(*inner, action);
  }

  static Tensor poisoned(const Shape& shape) {
    Tensor tensor(shape);
    tensor.fill(test::kNaN);
    return tensor;
  }

  void poison_gradients() {
    for_each_parameter(*layer_, [](Parameter& parameter) { parameter.grad.fill(test::kNaN); });
  }

  // Without parameter gradients they stay as they are and dx is the same; dx may be left out.
  void check_what_may_be_left_out(const Tensor& expected_dx) {
    poison_gradients();
    Tensor dx = poisoned(x_.shape());
    Pass probing = pass_;
    probing.parameter_gradients = false;
    loss();
    layer_->backward(x_, y_, r_, &dx, scratch_, probing);
    EXPECT_TRUE((dx.array() == expected_dx.array()).all()) << name("dx without parameters");
    for_each_parameter(*layer_, [this](Parameter& parameter) {
      EXPECT_TRUE(parameter.grad.array().isNaN().all()) << name(parameter.name + " was touched");
    });
    loss();
    layer_->backward(x_, y_, r_, nullptr, scratch_, pass_);
    for_each_parameter(*layer_, [this](Parameter& parameter) {
      EXPECT_TRUE(parameter.grad.is_finite()) << name(parameter.name + " without dx");
    });
  }

  double loss() {
    layer_->forward(x_, y_, scratch_, pass_);
    return (y_.array().cast<double>() * r_.array().cast<double>()).sum();
  }

  std::string name(const std::string& what) const {
    return fmt::format("{}, {}: {}", case_.text(),
                       pass_.mode == Mode::Training ? "training" : "inference", what);
  }

  LayerCase case_;
  std::unique_ptr<Layer> layer_;
  Tensor x_, r_, y_;
  Scratch scratch_;
  Pass pass_;
};

TEST(LayerGradient, EveryLayerTypeHasACase) {
  const std::vector<LayerCase> cases = test::layer_cases();
  for (const LayerType& type : layer_types())
    EXPECT_TRUE(std::ranges::any_of(cases, [&](const LayerCase& candidate) {
      return candidate.spec.type == type.name;
    })) << type.name;
}

TEST(LayerGradient, EqualsCentralDifferencesInTraining) {
  const test::Machine machine(2);
  for (const LayerCase& layer_case : test::layer_cases())
    GradientCheck(layer_case, Mode::Training, machine).check();
}

TEST(LayerGradient, EqualsCentralDifferencesInInference) {
  const test::Machine machine(1, Backend::Eigen);
  for (const LayerCase& layer_case : test::layer_cases())
    GradientCheck(layer_case, Mode::Inference, machine).check();
}

TEST(LossGradient, EqualsCentralDifferences) {
  for (const LossFunction& function : loss_functions())
    for (const auto& [samples, classes] : {std::pair<Index, Index>{1, 2}, {5, 3}, {4, 10}}) {
      Tensor logits = test::normal_tensor({samples, classes}, 7);
      std::vector<std::int32_t> labels;
      for (Index n = 0; n < samples; ++n)
        labels.push_back(static_cast<std::int32_t>((2 * n + 1) % classes));
      Tensor dlogits(logits.shape());
      dlogits.fill(test::kNaN);
      function.evaluate(logits, labels, &dlogits);
      check_tensor(
          logits, dlogits, 1.0, [&] { return function.evaluate(logits, labels, nullptr); },
          function.name);
    }
}

// The derivative of each row, on both sides of its kinks and far out.
TEST(ActivationGradient, EqualsCentralDifferencesOffTheKinks) {
  for (const Activation& row : activations()) {
    const float a = row.fields.empty() ? 0.0f : 0.3f;
    for (float x = -4.0f; x < 4.0f; x += 0.13f) {
      const float h = 5e-3f;
      if (std::ranges::any_of(row.kinks, [&](float kink) { return std::abs(x - kink) <= h; }))
        continue;
      const std::vector<float> points = {x - h, x, x + h};
      std::vector<float> y(3);
      row.forward(points, a, y);
      const std::vector<float> dy = {1.0f};
      std::vector<float> dx = {test::kNaN};
      row.backward({&points[1], 1}, {&y[1], 1}, dy, a, dx);
      EXPECT_NEAR(dx[0], (y[2] - y[0]) / (points[2] - points[0]), 1e-3) << row.name << " at " << x;
    }
  }
}

}  // namespace
}  // namespace netdyno
