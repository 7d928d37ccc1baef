// engine/core/background.h
// SPDX-License-Identifier: MIT
//
// One task at a time on a thread of its own, beside the worker pool: for what is needed next while
// the pool computes what is needed now.
//
//   Thread   start() and wait() belong to one thread. What a task reads must not change before
//            wait(); what it wrote may be read after
//   Range    numbers too small for a normal float count as zero inside a task (denormals.h)
//   Errors   an exception of the task is rethrown by wait()
//            Where the system refuses to start a thread, start() does the task itself.
//   Cost     the thread begins with the first task and ends with the object, which waits for it

#pragma once

#include <functional>
#include <memory>

namespace netdyno {

class Background {
 public:
  Background();
  ~Background();
  Background(const Background&) = delete;
  Background& operator=(const Background&) = delete;

  // Begins a task. DYNO_CHECK: the one before was waited for.
  void start(std::function<void()> task);
  // A task runs: wait() would wait.
  bool is_busy() const;
  // Until the task has ended; at once when there is none.
  void wait();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace netdyno
