// engine/nn/layers/layer_table.h
// SPDX-License-Identifier: MIT
//
// The rows of the layer registry as compiled for one instruction set. Only layer_registry.cpp
// chooses among the sets.

#pragma once

#include <vector>

#include "engine/core/instruction_set.h"
#include "engine/nn/layer_registry.h"

namespace netdyno {

template <InstructionSet S>
std::vector<LayerType> layer_table_for();

}  // namespace netdyno
