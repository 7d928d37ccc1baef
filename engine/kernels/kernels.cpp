// SPDX-License-Identifier: MIT
#include "engine/kernels/kernels.h"

#include "engine/kernels/eigen_kernels.h"
#include "engine/kernels/onednn_kernels.h"

namespace netdyno {

std::unique_ptr<Kernels> make_kernels(Backend backend, WorkerPool& pool) {
  if (backend == Backend::Eigen) return std::make_unique<EigenKernels>(pool);
  return std::make_unique<OneDnnKernels>(pool);
}

}  // namespace netdyno
