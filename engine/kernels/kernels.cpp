// SPDX-License-Identifier: MIT
#include "engine/kernels/kernels.h"

#include "engine/kernels/backends.h"

namespace netdyno {

std::unique_ptr<Kernels> make_kernels(Backend backend, WorkerPool& pool) {
  return with_instruction_set(
      [&]<InstructionSet S>() { return make_kernels_for<S>(backend, pool); });
}

}  // namespace netdyno
