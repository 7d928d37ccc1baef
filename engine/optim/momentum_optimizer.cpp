// SPDX-License-Identifier: MIT
#include "engine/optim/optimizers.h"

namespace netdyno {

namespace {

std::vector<OptionField> momentum_fields() {
  return {momentum_field(),
          boolean("averaged", "the velocity is a running mean of gradients, v ← μ v + (1 − μ) g")
              .called("averaged velocity")
              .preset(false)};
}

class MomentumOptimizer final : public Optimizer {
 public:
  explicit MomentumOptimizer(const Options& options) : Optimizer(options, momentum_fields(), 1) {}

 private:
  void update(Slice slice, double learning_rate) const override {
    const auto eta = static_cast<float>(learning_rate);
    const auto mu = static_cast<float>(options().real("momentum"));
    const float fresh = options().boolean("averaged") ? 1.0f - mu : 1.0f;
    float* const velocity = slice.moments[0];
#pragma omp simd
    for (Index i = 0; i < slice.count; ++i) {
      velocity[i] = mu * velocity[i] + fresh * slice.gradient(i);
      slice.value[i] -= eta * velocity[i];
    }
  }
};

std::unique_ptr<Optimizer> make_momentum(const Options& options) {
  return std::make_unique<MomentumOptimizer>(options);
}

}  // namespace

OptimizerType momentum_optimizer() {
  return {"momentum", "Gradient descent with momentum, v ← μ v + g; θ ← θ − η v", momentum_fields(),
          1, make_momentum};
}

}  // namespace netdyno
