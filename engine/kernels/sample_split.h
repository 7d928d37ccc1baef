// engine/kernels/sample_split.h
// SPDX-License-Identifier: MIT
//
// A minibatch cut into one run of consecutive samples per worker.

#pragma once

#include <algorithm>
#include <functional>

#include "engine/core/parallel.h"

namespace netdyno {

// Calls body(worker, begin, end) for disjoint parts of [0, batch), of which there are
// min(batch, threads); returns how many. Part i is worker i's.
template <typename Body>
int for_samples(WorkerPool& pool, Index batch, const Body& body) {
  const Index parts = std::min<Index>(batch, pool.threads());
  if (parts <= 1) {
    if (parts == 1) body(0, 0, batch);
    return static_cast<int>(parts);
  }
  const auto task = [&](int worker) {
    if (worker < parts) body(worker, batch * worker / parts, batch * (worker + 1) / parts);
  };
  pool.run(std::cref(task));
  return static_cast<int>(parts);
}

}  // namespace netdyno
