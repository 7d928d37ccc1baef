// SPDX-License-Identifier: MIT
#include "engine/session/range_test_runner.h"

namespace netdyno {

void RangeTestRunner::begin(const Trainer& trainer, const RangeTestOptions& options) {
  test_.reset();  // its memory goes first
  test_.emplace(trainer, options);
  take_result();
}

void RangeTestRunner::advance() {
  constexpr std::chrono::milliseconds kInterval{30};
  if (test_->advance() || Clock::now() - taken_ >= kInterval) take_result();
}

void RangeTestRunner::cancel() {
  if (!test_) return;
  test_->cancel();
  take_result();
}

void RangeTestRunner::clear() {
  test_.reset();
  result_.reset();
}

void RangeTestRunner::take_result() {
  result_ = std::make_shared<const RangeTestResult>(test_->result());
  taken_ = Clock::now();
  if (result_->is_over) test_.reset();
}

}  // namespace netdyno
