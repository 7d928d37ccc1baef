// engine/optim/optimizers.h
// SPDX-License-Identifier: MIT
//
// The rows of the optimizer table, one source file each.
//
//   Shapes   θ, g, v, m: element by element, any shape
//   Range    a gradient that is not finite makes its weight and moments not finite, nothing else
//
// To add one: a source file with a class and its row, the row's declaration here, and its line in
// optimizer_types().

#pragma once

#include "engine/optim/optimizer.h"

namespace netdyno {

OptimizerType sgd_optimizer();
OptimizerType momentum_optimizer();
OptimizerType nesterov_optimizer();
OptimizerType adagrad_optimizer();
OptimizerType rmsprop_optimizer();
OptimizerType adam_optimizer();

// Fields that several rows have: μ = 0.9 and ε = 1e-8, both live.
OptionField momentum_field();
OptionField epsilon_field();

}  // namespace netdyno
