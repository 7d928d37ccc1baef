// engine/kernels/scratch_memory.h
// SPDX-License-Identifier: MIT
//
// Memory that a worker needs during one call and no longer, shared by all plans of a network: it is
// as large as the neediest of them, and what one left in the caches serves the next.
//
//   Thread   of(w) belongs to worker w; reserve() to the owner, between calls
//   Cost     allocates in reserve() only, while it grows

#pragma once

#include <vector>

#include "engine/core/tensor.h"

namespace netdyno {

class ScratchMemory {
 public:
  explicit ScratchMemory(int workers) : memory_(static_cast<std::size_t>(workers)) {}

  // At least `size` values for worker `worker`; what lies there is lost where it grows.
  void reserve(int worker, Index size) {
    Tensor& memory = memory_[static_cast<std::size_t>(worker)];
    if (memory.size() < size) memory = Tensor(Shape{size});
  }
  // 64-byte aligned.
  float* of(int worker) { return memory_[static_cast<std::size_t>(worker)].data(); }

 private:
  std::vector<Tensor> memory_;
};

}  // namespace netdyno
