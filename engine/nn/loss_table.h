// engine/nn/loss_table.h
// SPDX-License-Identifier: MIT
//
// The rows of the table of losses as compiled for one instruction set. Only loss.cpp chooses among
// the sets.

#pragma once

#include <vector>

#include "engine/core/instruction_set.h"
#include "engine/nn/loss.h"

namespace netdyno {

template <InstructionSet S>
std::vector<LossFunction> loss_table_for();

}  // namespace netdyno
