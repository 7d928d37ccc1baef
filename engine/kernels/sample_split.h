// engine/kernels/sample_split.h
// SPDX-License-Identifier: MIT
//
// A minibatch cut into one run of consecutive samples per worker.

#pragma once

#include <algorithm>
#include <functional>

#include "engine/core/parallel.h"

namespace netdyno {

// Into how many parts a minibatch is cut.
inline int sample_parts(const WorkerPool& pool, Index batch) {
  return static_cast<int>(std::min<Index>(batch, pool.threads()));
}

// Calls body(worker, begin, end) for each part; part i is worker i's.
template <typename Body>
void for_samples(WorkerPool& pool, Index batch, const Body& body) {
  const int parts = sample_parts(pool, batch);
  if (parts == 0) return;
  if (parts == 1) return body(0, 0, batch);
  const auto task = [&](int worker) {
    if (worker < parts) body(worker, batch * worker / parts, batch * (worker + 1) / parts);
  };
  pool.run(std::cref(task));
}

}  // namespace netdyno
