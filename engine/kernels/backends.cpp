// SPDX-License-Identifier: MIT
#include "engine/kernels/backends.h"

#include "engine/kernels/eigen_kernels.h"
#if defined(NETDYNO_ONEDNN)
#include "engine/kernels/onednn_kernels.h"
#endif

namespace netdyno {

template <InstructionSet S>
std::unique_ptr<Kernels> make_kernels_for([[maybe_unused]] Backend backend, WorkerPool& pool) {
  static_assert(S == kCompiledFor);
#if defined(NETDYNO_ONEDNN)
  if (backend == Backend::OneDnn) return std::make_unique<OneDnnKernels>(pool);
#endif
  return std::make_unique<EigenKernels>(pool);
}

template std::unique_ptr<Kernels> make_kernels_for<kCompiledFor>(Backend, WorkerPool&);

}  // namespace netdyno
