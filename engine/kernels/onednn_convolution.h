// engine/kernels/onednn_convolution.h
// SPDX-License-Identifier: MIT
//
// Convolution by oneDNN's direct kernels, in the memory layouts they prefer. Plain arrays are
// reordered on the way in and out; measured, that costs far less than the kernels for plain arrays.
//
//   Thread   by samples; each worker has primitives of its own, which run on its thread alone. dw
//   and
//            db are summed per worker, then in the order of the workers
//   Cost     in the shared memory, per worker, the reordered x, y and w of its samples; calls
//            allocate nothing

#pragma once

#include <memory>
#include <vector>

#include "engine/kernels/kernels.h"
#include "engine/kernels/partial_gradients.h"
#include "engine/kernels/scratch_memory.h"

namespace netdyno {

class OneDnnConvolution final : public Convolution {
 public:
  OneDnnConvolution(WorkerPool& pool, std::shared_ptr<ScratchMemory> scratch,
                    const WindowGeometry& geometry, Index filters);
  ~OneDnnConvolution() override;

  void forward(const float* x, const float* w, const float* bias, float* y) override;
  void backward_data(const float* dy, const float* w, float* dx) override;
  void backward_weights(const float* x, const float* dy, float* dw, float* db) override;

 private:
  class Part;  // a worker's samples

  Part& part(int worker) { return *parts_[static_cast<std::size_t>(worker)]; }

  WorkerPool& pool_;
  Index batch_;
  Index in_size_;   // C·H·W
  Index out_size_;  // K·H'·W'
  std::shared_ptr<ScratchMemory> scratch_;
  PartialGradients partial_;
  std::vector<std::unique_ptr<Part>> parts_;  // one per worker that has samples
};

}  // namespace netdyno
