// SPDX-License-Identifier: MIT
#include "engine/core/parallel.h"

#include <sched.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <exception>
#include <functional>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "engine/core/denormals.h"
#include "engine/core/error.h"

namespace netdyno {

namespace {

// A barrier is usually reached within microseconds, far sooner than a sleeping thread wakes; but a
// spinning thread must not starve the one it waits for, so it gives up soon.
constexpr int kBarrierSpins = 4000;
// The next task may be a minibatch's making away. To wake for it would take a tenth of a small
// network's step.
constexpr int kIdleSpins = 20000;

void relax() {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#endif
}

}  // namespace

struct WorkerPool::Impl {
  std::mutex mutex;
  std::condition_variable wake;
  std::condition_variable done;
  std::atomic<std::uint64_t> generation{0};  // raised once per run()
  std::atomic<int> pending{0};               // workers that have not ended their part
  std::atomic<bool> stopping{false};
  const std::function<void(int)>* task = nullptr;  // valid while pending > 0
  std::exception_ptr failure;                      // guarded by mutex
  std::vector<std::jthread> workers;               // last: joined before the rest goes

  void work(int worker) {
    const FlushDenormals flush;
    std::uint64_t seen = 0;
    for (;;) {
      for (int spin = 0; spin < kIdleSpins && generation.load(std::memory_order_acquire) == seen;
           ++spin)
        relax();
      if (generation.load(std::memory_order_acquire) == seen) {
        std::unique_lock lock(mutex);
        wake.wait(lock, [&] { return generation.load(std::memory_order_acquire) != seen; });
      }
      seen = generation.load(std::memory_order_acquire);
      if (stopping.load(std::memory_order_acquire)) return;
      run_part(worker);
      if (pending.fetch_sub(1, std::memory_order_acq_rel) == 1) {
        const std::lock_guard lock(mutex);
        done.notify_one();
      }
    }
  }

  void run_part(int worker) {
    try {
      (*task)(worker);
    } catch (...) {
      const std::lock_guard lock(mutex);
      if (!failure) failure = std::current_exception();
    }
  }

  void start_generation() {
    {
      const std::lock_guard lock(mutex);
      generation.fetch_add(1, std::memory_order_acq_rel);
    }
    wake.notify_all();
  }

  void wait_for_workers() {
    for (int spin = 0; spin < kBarrierSpins; ++spin) {
      if (pending.load(std::memory_order_acquire) == 0) return;
      relax();
    }
    std::unique_lock lock(mutex);
    done.wait(lock, [&] { return pending.load(std::memory_order_acquire) == 0; });
  }
};

WorkerPool::WorkerPool(int threads)
    : wanted_(threads), threads_(1), impl_(std::make_unique<Impl>()) {
  DYNO_CHECK(threads >= 1, "A worker pool has at least one thread");
  impl_->workers.reserve(static_cast<std::size_t>(threads - 1));
  try {
    for (int worker = 1; worker < threads; ++worker) {
      impl_->workers.emplace_back([impl = impl_.get(), worker] { impl->work(worker); });
      ++threads_;
    }
  } catch (const std::system_error&) {
    // Limits of processes and of memory: those that run are enough.
  }
}

WorkerPool::~WorkerPool() {
  impl_->stopping.store(true, std::memory_order_release);
  impl_->start_generation();
}

void WorkerPool::run(const std::function<void(int)>& task) {
  const FlushDenormals flush;
  if (threads_ == 1) return task(0);
  impl_->task = &task;
  impl_->pending.store(threads_ - 1, std::memory_order_release);
  impl_->start_generation();
  impl_->run_part(0);
  impl_->wait_for_workers();
  if (impl_->failure) std::rethrow_exception(std::exchange(impl_->failure, nullptr));
}

void WorkerPool::parallel_for(Index count, Index grain,
                              const std::function<void(Index, Index)>& body) {
  if (count <= 0) return;
  const Index parts = std::clamp<Index>(count / std::max<Index>(grain, 1), 1, threads_);
  if (parts == 1) {
    const FlushDenormals flush;
    return body(0, count);
  }
  // std::function keeps a reference without taking memory.
  const auto task = [&](int worker) {
    if (worker < parts) body(count * worker / parts, count * (worker + 1) / parts);
  };
  run(std::cref(task));
}

int WorkerPool::available_threads() {
  cpu_set_t allowed;
  if (sched_getaffinity(0, sizeof allowed, &allowed) == 0) return std::max(1, CPU_COUNT(&allowed));
  return std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

}  // namespace netdyno
