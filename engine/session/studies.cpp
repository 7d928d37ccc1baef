// SPDX-License-Identifier: MIT
#include "engine/session/studies.h"

namespace netdyno {

void Studies::check_gradients(const Trainer& trainer, const std::string& loss) {
  GradientCheckOptions options;
  options.loss = loss.empty() ? trainer.recipe().loss : loss;
  options.seed = trainer.recipe().seed;
  options.step = trainer.steps_taken();
  Batch batch;
  read_batch(trainer.data().train, 0, std::min(options.examples, trainer.data().train.count),
             trainer.preprocessor(), batch);
  gradient_check_ = std::make_unique<GradientCheck>(trainer.network(), std::move(batch), options);
  checked_ = std::make_shared<const GradientCheckReport>(gradient_check_->report());
}

void Studies::measure_sensitivity(const Trainer& trainer) {
  sensitivity_ = std::make_unique<Sensitivity>(trainer);
  measured_ = std::make_shared<const SensitivityReport>(sensitivity_->report());
}

void Studies::test_rates(const Trainer& trainer, const RangeTestOptions& options) {
  range_test_.begin(trainer, options);
}

void Studies::evaluate_test(const Trainer& trainer, bool is_augmented) {
  test_ = std::make_unique<TestEvaluation>(trainer, is_augmented);
  tested_ = std::make_shared<const TestReport>(test_->report());
}

void Studies::advance() {
  if (range_test_.is_running()) range_test_.advance();
  if (gradient_check_) {
    const bool is_done = gradient_check_->advance();
    checked_ = std::make_shared<const GradientCheckReport>(gradient_check_->report());
    if (is_done) gradient_check_.reset();
  }
  if (sensitivity_) {
    const bool is_done = sensitivity_->advance();
    measured_ = std::make_shared<const SensitivityReport>(sensitivity_->report());
    if (is_done) sensitivity_.reset();
  }
  if (test_) {
    const bool is_done = test_->advance();
    tested_ = std::make_shared<const TestReport>(test_->report());
    if (is_done) test_.reset();
  }
}

void Studies::cancel() {
  range_test_.cancel();
  const auto stopped = [](const auto& report) {
    auto copy = *report;
    copy.is_running = false;
    copy.is_cancelled = true;
    return std::make_shared<const decltype(copy)>(std::move(copy));
  };
  if (gradient_check_) checked_ = stopped(checked_);
  if (sensitivity_) measured_ = stopped(measured_);
  if (test_) tested_ = stopped(tested_);
  gradient_check_.reset();
  sensitivity_.reset();
  test_.reset();
}

void Studies::forget() {
  range_test_.clear();
  gradient_check_.reset();
  sensitivity_.reset();
  test_.reset();
  checked_.reset();
  measured_.reset();
  tested_.reset();
}

void Studies::describe(Snapshot& snapshot) const {
  snapshot.gradient_check = checked_;
  snapshot.sensitivity = measured_;
  snapshot.range_test = range_test_.result();
  snapshot.test = tested_;
}

}  // namespace netdyno
