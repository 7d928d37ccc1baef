// SPDX-License-Identifier: MIT
#include <cmath>

#include "engine/optim/optimizers.h"

namespace netdyno {

namespace {

std::vector<OptionField> rmsprop_fields() {
  return {real("decay", "share α of the mean squared gradient that is kept each step")
              .written("α")
              .preset(0.99)
              .at_least(0)
              .below(1)
              .live(),
          epsilon_field()};
}

class RmspropOptimizer final : public Optimizer {
 public:
  explicit RmspropOptimizer(const Options& options) : Optimizer(options, rmsprop_fields(), 1) {}

 private:
  void update(Slice slice, double learning_rate) const override {
    const auto eta = static_cast<float>(learning_rate);
    const double decay = options().real("decay");
    const auto kept = static_cast<float>(decay);
    const auto fresh = static_cast<float>(1.0 - decay);
    const auto epsilon = static_cast<float>(options().real("epsilon"));
    float* const squares = slice.moments[0];
#pragma omp simd
    for (Index i = 0; i < slice.count; ++i) {
      const float g = slice.gradient(i);
      squares[i] = kept * squares[i] + fresh * g * g;
      slice.value[i] -= eta * g / (std::sqrt(squares[i]) + epsilon);
    }
  }
};

std::unique_ptr<Optimizer> make_rmsprop(const Options& options) {
  return std::make_unique<RmspropOptimizer>(options);
}

}  // namespace

OptimizerType rmsprop_optimizer() {
  return {"rmsprop",
          "RMSProp (Tieleman and Hinton 2012), s ← α s + (1 − α) g²; θ ← θ − η g / (√s + ε)",
          rmsprop_fields(),
          1,
          make_rmsprop,
          0.001};
}

}  // namespace netdyno
