// engine/optim/optimizer_table.h
// SPDX-License-Identifier: MIT
//
// The rows of the table of optimizers, and the penalty's sum, as compiled for one instruction set.
// Only optimizer.cpp and penalty.cpp choose among the sets.

#pragma once

#include <vector>

#include "engine/core/instruction_set.h"
#include "engine/optim/optimizer.h"

namespace netdyno {

template <InstructionSet S>
std::vector<OptimizerType> optimizer_table_for();

// λ₂/2 Σ w² + λ₁ Σ |w| over the `count` values of one weight.
template <InstructionSet S>
double penalty_sum_for(const Penalty& penalty, const float* weights, Index count);

}  // namespace netdyno
