// engine/kernels/backends.h
// SPDX-License-Identifier: MIT
//
// The backends as compiled for one instruction set. Only kernels.cpp chooses among the sets.

#pragma once

#include <memory>

#include "engine/core/instruction_set.h"
#include "engine/kernels/kernels.h"

namespace netdyno {

template <InstructionSet S>
std::unique_ptr<Kernels> make_kernels_for(Backend backend, WorkerPool& pool);

}  // namespace netdyno
