// SPDX-License-Identifier: MIT
#include "engine/optim/optimizers.h"

namespace netdyno {

namespace {

class NesterovOptimizer final : public Optimizer {
 public:
  explicit NesterovOptimizer(const Options& options) : Optimizer(options, {momentum_field()}, 1) {}

 private:
  void update(Slice slice, double learning_rate) const override {
    const auto eta = static_cast<float>(learning_rate);
    const auto mu = static_cast<float>(options().real("momentum"));
    float* const velocity = slice.moments[0];
#pragma omp simd
    for (Index i = 0; i < slice.count; ++i) {
      const float g = slice.gradient(i);
      velocity[i] = mu * velocity[i] + g;
      slice.value[i] -= eta * (g + mu * velocity[i]);
    }
  }
};

std::unique_ptr<Optimizer> make_nesterov(const Options& options) {
  return std::make_unique<NesterovOptimizer>(options);
}

}  // namespace

OptimizerType nesterov_optimizer() {
  return {"nesterov",
          "Nesterov's accelerated gradient, v ← μ v + g; θ ← θ − η (g + μ v)",
          {momentum_field()},
          1,
          make_nesterov};
}

}  // namespace netdyno
