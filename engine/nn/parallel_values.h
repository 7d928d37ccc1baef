// engine/nn/parallel_values.h
// SPDX-License-Identifier: MIT
//
// Elementwise loops over the worker pool, cut at whole blocks of cache lines: the same values meet
// in the same vector registers whatever the number of threads, so results do not depend on it.

#pragma once

#include <algorithm>
#include <functional>

#include "engine/core/parallel.h"

namespace netdyno {

// Calls body(begin, end) on disjoint parts of [0, count); each begins at a multiple of 1024.
template <typename Body>
void for_each_part(WorkerPool& pool, Index count, const Body& body) {
  constexpr Index kBlock = 1024;  // values
  constexpr Index kGrain = 16;    // blocks that are worth waking a thread for
  const auto part = [&](Index begin, Index end) {
    body(begin * kBlock, std::min(end * kBlock, count));
  };
  pool.parallel_for((count + kBlock - 1) / kBlock, kGrain, std::ref(part));
}

}  // namespace netdyno
