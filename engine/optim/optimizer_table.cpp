// SPDX-License-Identifier: MIT
#include "engine/optim/optimizer_table.h"

#include <cmath>

#include "engine/core/lane_sum.h"
#include "engine/optim/optimizers.h"

namespace netdyno {

template <InstructionSet S>
std::vector<OptimizerType> optimizer_table_for() {
  static_assert(S == kCompiledFor);
  return {
      sgd_optimizer(),     momentum_optimizer(), nesterov_optimizer(),
      adagrad_optimizer(), rmsprop_optimizer(),  adam_optimizer(),
  };
}

template <InstructionSet S>
double penalty_sum_for(const Penalty& penalty, const float* weights, Index count) {
  static_assert(S == kCompiledFor);
  const auto weight = [&](Index i) { return static_cast<double>(weights[i]); };
  double sum = 0.0;
  if (penalty.l2 != 0.0)
    sum += penalty.l2 / 2.0 * lane_sum(count, [&](Index i) { return weight(i) * weight(i); });
  if (penalty.l1 != 0.0)
    sum += penalty.l1 * lane_sum(count, [&](Index i) { return std::abs(weight(i)); });
  return sum;
}

template std::vector<OptimizerType> optimizer_table_for<kCompiledFor>();
template double penalty_sum_for<kCompiledFor>(const Penalty&, const float*, Index);

}  // namespace netdyno
