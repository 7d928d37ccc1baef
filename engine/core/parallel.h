// engine/core/parallel.h
// SPDX-License-Identifier: MIT
//
// The worker pool: with background.h the only threads beside engine/session's. Work is cut into one
// contiguous part per thread, always at the same places for a given size and thread count, so
// results are bit-identical from run to run.
//
//   Thread   run() may be called by one thread at a time (the caller works too); never from inside
//            a task.
//   Range    numbers too small for a normal float count as zero inside a task (denormals.h)
//   Errors   the first exception of a task is rethrown by run() after all parts have ended
//   Cost     a few microseconds per run(); small loops are better left to the caller (`grain`)

#pragma once

#include <cstdint>
#include <functional>
#include <memory>

#include "engine/core/shape.h"

namespace netdyno {

class WorkerPool {
 public:
  // `threads` >= 1 counts the caller: 1 means no further thread. Where the system refuses to start
  // as many, the pool has fewer.
  explicit WorkerPool(int threads);
  ~WorkerPool();
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  int threads() const { return threads_; }
  // As many as were asked for.
  int wanted_threads() const { return wanted_; }

  // Calls task(worker) once for each worker in [0, threads()), and returns when all have ended.
  void run(const std::function<void(int worker)>& task);

  // Calls body(begin, end) on disjoint parts of [0, count). No part is shorter than `grain`, but
  // the only one.
  void parallel_for(Index count, Index grain, const std::function<void(Index, Index)>& body);

  // As many threads as this process may use.
  static int available_threads();

 private:
  struct Impl;
  int wanted_;
  int threads_;
  std::unique_ptr<Impl> impl_;
};

}  // namespace netdyno
