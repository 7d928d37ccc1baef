// SPDX-License-Identifier: MIT
#include "engine/optim/optimizers.h"

namespace netdyno {

namespace {

class SgdOptimizer final : public Optimizer {
 public:
  explicit SgdOptimizer(const Options& options) : Optimizer(options, {}, 0) {}

 private:
  void update(Slice slice, double learning_rate) const override {
    const auto eta = static_cast<float>(learning_rate);
#pragma omp simd
    for (Index i = 0; i < slice.count; ++i) slice.value[i] -= eta * slice.gradient(i);
  }
};

std::unique_ptr<Optimizer> make_sgd(const Options& options) {
  return std::make_unique<SgdOptimizer>(options);
}

}  // namespace

OptimizerType sgd_optimizer() {
  return {"sgd", "Stochastic gradient descent, θ ← θ − η g", {}, 0, make_sgd};
}

}  // namespace netdyno
