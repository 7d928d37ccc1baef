// SPDX-License-Identifier: MIT
#include "engine/core/background.h"

#include <condition_variable>
#include <exception>
#include <mutex>
#include <stop_token>
#include <system_error>
#include <thread>
#include <utility>

#include "engine/core/denormals.h"
#include "engine/core/error.h"

namespace netdyno {

struct Background::Impl {
  std::mutex mutex;
  std::condition_variable_any changed;
  std::function<void()> task;  // empty: none, or it has ended
  std::exception_ptr failure;
  bool is_started = false;  // by the owner, who has not waited yet
  std::jthread worker;      // last: joined before the rest goes

  void work(const std::stop_token& stop) {
    std::unique_lock lock(mutex);
    while (changed.wait(lock, stop, [this] { return task != nullptr; })) {
      lock.unlock();
      perform();
      lock.lock();
    }
  }

  void perform() {
    std::exception_ptr failed;
    try {
      const FlushDenormals flush;
      task();  // nobody else touches it before it is emptied
    } catch (...) {
      failed = std::current_exception();
    }
    const std::lock_guard lock(mutex);
    failure = failed;
    task = nullptr;
    changed.notify_all();
  }
};

Background::Background() : impl_(std::make_unique<Impl>()) {}

Background::~Background() = default;

void Background::start(std::function<void()> task) {
  DYNO_CHECK(!impl_->is_started && task, "One task after the other");
  impl_->is_started = true;
  {
    const std::lock_guard lock(impl_->mutex);
    impl_->task = std::move(task);
  }
  impl_->changed.notify_all();
  if (impl_->worker.joinable()) return;
  try {
    impl_->worker =
        std::jthread([impl = impl_.get()](const std::stop_token& stop) { impl->work(stop); });
  } catch (const std::system_error&) {
    impl_->perform();
  }
}

bool Background::is_busy() const {
  const std::lock_guard lock(impl_->mutex);
  return impl_->task != nullptr;
}

void Background::wait() {
  if (!std::exchange(impl_->is_started, false)) return;
  std::unique_lock lock(impl_->mutex);
  impl_->changed.wait(lock, [this] { return impl_->task == nullptr; });
  if (impl_->failure) std::rethrow_exception(std::exchange(impl_->failure, nullptr));
}

}  // namespace netdyno
