// SPDX-License-Identifier: MIT
#include <cmath>

#include "engine/optim/optimizers.h"

namespace netdyno {

namespace {

std::vector<OptionField> adam_fields() {
  return {real("beta1", "share β₁ of the mean gradient that is kept each step")
              .called("decay")
              .written("β₁")
              .preset(0.9)
              .at_least(0)
              .below(1)
              .live(),
          real("beta2", "share β₂ of the mean squared gradient that is kept each step")
              .called("decay")
              .written("β₂")
              .preset(0.999)
              .at_least(0)
              .below(1)
              .live(),
          epsilon_field()};
}

class AdamOptimizer final : public Optimizer {
 public:
  explicit AdamOptimizer(const Options& options) : Optimizer(options, adam_fields(), 2) {}

 private:
  void update(Slice slice, double learning_rate) const override {
    const double beta1 = options().real("beta1");
    const double beta2 = options().real("beta2");
    const auto steps = static_cast<double>(slice.steps);
    const auto step_size = static_cast<float>(learning_rate / (1.0 - std::pow(beta1, steps)));
    const auto root_scale = static_cast<float>(1.0 / std::sqrt(1.0 - std::pow(beta2, steps)));
    const auto kept1 = static_cast<float>(beta1), fresh1 = static_cast<float>(1.0 - beta1);
    const auto kept2 = static_cast<float>(beta2), fresh2 = static_cast<float>(1.0 - beta2);
    const auto epsilon = static_cast<float>(options().real("epsilon"));
    float* const mean = slice.moments[0];
    float* const squares = slice.moments[1];
#pragma omp simd
    for (Index i = 0; i < slice.count; ++i) {
      const float g = slice.gradient(i);
      mean[i] = kept1 * mean[i] + fresh1 * g;
      squares[i] = kept2 * squares[i] + fresh2 * g * g;
      slice.value[i] -= step_size * mean[i] / (std::sqrt(squares[i]) * root_scale + epsilon);
    }
  }
};

std::unique_ptr<Optimizer> make_adam(const Options& options) {
  return std::make_unique<AdamOptimizer>(options);
}

}  // namespace

OptimizerType adam_optimizer() {
  return {
      "adam",
      "Adam (Kingma and Ba 2015), m and v are running means of g and g², each divided by 1 − βᵗ; "
      "θ ← θ − η m / (√v + ε)",
      adam_fields(),
      2,
      make_adam,
      0.001};
}

}  // namespace netdyno
