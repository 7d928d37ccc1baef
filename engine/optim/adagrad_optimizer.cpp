// SPDX-License-Identifier: MIT
#include <cmath>

#include "engine/optim/optimizers.h"

namespace netdyno {

namespace {

class AdagradOptimizer final : public Optimizer {
 public:
  explicit AdagradOptimizer(const Options& options) : Optimizer(options, {epsilon_field()}, 1) {}

 private:
  void update(Slice slice, double learning_rate) const override {
    const auto eta = static_cast<float>(learning_rate);
    const auto epsilon = static_cast<float>(options().real("epsilon"));
    float* const squares = slice.moments[0];
#pragma omp simd
    for (Index i = 0; i < slice.count; ++i) {
      const float g = slice.gradient(i);
      squares[i] += g * g;
      slice.value[i] -= eta * g / (std::sqrt(squares[i]) + epsilon);
    }
  }
};

std::unique_ptr<Optimizer> make_adagrad(const Options& options) {
  return std::make_unique<AdagradOptimizer>(options);
}

}  // namespace

OptimizerType adagrad_optimizer() {
  return {"adagrad",
          "AdaGrad (Duchi et al. 2011), s ← s + g²; θ ← θ − η g / (√s + ε)",
          {epsilon_field()},
          1,
          make_adagrad};
}

}  // namespace netdyno
