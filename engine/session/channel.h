// engine/session/channel.h
// SPDX-License-Identifier: MIT
//
// Two conduits between threads. A Channel is a lossless queue; a Mailbox keeps the latest value.

#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

namespace netdyno {

// First in, first out; bounded: what does not fit is counted and dropped.
//   Thread   any
template <typename T>
class Channel {
 public:
  explicit Channel(std::size_t capacity) : capacity_(capacity) {}

  void push(T value) {
    {
      const std::lock_guard lock(mutex_);
      if (queue_.size() >= capacity_) {
        ++dropped_;
        return;
      }
      queue_.push_back(std::move(value));
    }
    arrived_.notify_one();
  }

  std::optional<T> try_pop() {
    const std::lock_guard lock(mutex_);
    if (queue_.empty()) return std::nullopt;
    T value = std::move(queue_.front());
    queue_.pop_front();
    return value;
  }

  // All that is queued, in order.
  std::vector<T> drain() {
    std::deque<T> taken;
    {
      const std::lock_guard lock(mutex_);
      taken.swap(queue_);
    }
    return {std::make_move_iterator(taken.begin()), std::make_move_iterator(taken.end())};
  }

  // Returns when something is queued, the time is over or the channel is closed.
  void wait_for(std::chrono::milliseconds limit) {
    std::unique_lock lock(mutex_);
    arrived_.wait_for(lock, limit, [&] { return is_closed_ || !queue_.empty(); });
  }

  // Wakes whoever waits, now and from now on.
  void close() {
    {
      const std::lock_guard lock(mutex_);
      is_closed_ = true;
    }
    arrived_.notify_all();
  }

  std::size_t dropped() const {
    const std::lock_guard lock(mutex_);
    return dropped_;
  }

 private:
  const std::size_t capacity_;
  mutable std::mutex mutex_;
  std::condition_variable arrived_;
  std::deque<T> queue_;
  std::size_t dropped_ = 0;
  bool is_closed_ = false;
};

// The latest value only.
//   Thread   any
template <typename T>
class Mailbox {
 public:
  void publish(std::shared_ptr<const T> value) {
    std::shared_ptr<const T> old;  // released after the lock: freeing tensors is slow
    const std::lock_guard lock(mutex_);
    old = std::exchange(latest_, std::move(value));
    was_taken_ = false;
  }
  std::shared_ptr<const T> latest() {
    const std::lock_guard lock(mutex_);
    was_taken_ = true;
    return latest_;
  }
  // True when nobody has looked since the last publish().
  bool is_waiting() const {
    const std::lock_guard lock(mutex_);
    return latest_ && !was_taken_;
  }

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<const T> latest_;
  bool was_taken_ = false;
};

}  // namespace netdyno
