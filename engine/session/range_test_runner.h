// engine/session/range_test_runner.h
// SPDX-License-Identifier: MIT
//
// The range test that a session was asked for, beside its run.
//
//   Thread   the engine thread

#pragma once

#include <chrono>
#include <memory>
#include <optional>

#include "engine/study/range_test.h"

namespace netdyno {

class RangeTestRunner {
 public:
  // Replaces a test that is under way.
  // Errors   as RangeTest
  void begin(const Trainer& trainer, const RangeTestOptions& options);
  bool is_running() const { return test_.has_value(); }
  // One step; only while running. result() is renewed at the test's end, else a few times in a
  // tenth of a second, for it is a copy of the whole curve.
  void advance();
  // Keeps the result so far.
  void cancel();
  // Another run: forgets test and result.
  void clear();

  // Of the running or the last test; null before the first.
  const std::shared_ptr<const RangeTestResult>& result() const { return result_; }

 private:
  using Clock = std::chrono::steady_clock;

  void take_result();

  std::optional<RangeTest> test_;
  std::shared_ptr<const RangeTestResult> result_;
  Clock::time_point taken_{};
};

}  // namespace netdyno
