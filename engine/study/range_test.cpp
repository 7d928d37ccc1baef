// SPDX-License-Identifier: MIT
#include "engine/study/range_test.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "engine/core/error.h"

namespace netdyno {

namespace {

void require(bool is_right, const std::string& key, const std::string& expectation, double found) {
  if (!is_right)
    throw RecipeError("range_test." + key,
                      fmt::format("expected {}, found {}", expectation, found));
}

void check(const RangeTestOptions& options) {
  require(options.lowest > 0 && std::isfinite(options.lowest), "lowest", "a number > 0",
          options.lowest);
  require(options.highest > options.lowest && std::isfinite(options.highest), "highest",
          fmt::format("a number > {}", options.lowest), options.highest);
  require(options.steps >= 3 && options.steps <= 100'000, "steps", "a whole number in [3, 100000]",
          options.steps);
  require(options.smoothing >= 0 && options.smoothing < 1, "smoothing", "a number in [0, 1)",
          options.smoothing);
  require(options.skipped >= 0, "skipped", "a whole number >= 0", options.skipped);
  require(options.blow_up > 1, "blow_up", "a number > 1", options.blow_up);
}

}  // namespace

namespace {

constexpr std::size_t kHead = 10;  // first points, whose rates change nothing yet
constexpr double kClear = 1.2;     // a fall that stands out, in deviations of a minibatch's loss
constexpr double kSafe = 10;       // a rate is safe so far below that of the lowest loss

std::size_t lowest_point(const std::vector<RangeTestPoint>& points, std::size_t first) {
  const auto lowest = std::min_element(
      points.begin() + static_cast<std::ptrdiff_t>(first), points.end(),
      [](const RangeTestPoint& a, const RangeTestPoint& b) { return a.smoothed < b.smoothed; });
  return static_cast<std::size_t>(lowest - points.begin());
}

// Whether the lowest smoothed loss is below the first losses by more than minibatches differ. The
// smoothed loss and the mean of the first ones deviate by less than half as much as a minibatch's.
bool falls_clearly(const std::vector<RangeTestPoint>& points, std::size_t lowest) {
  const std::size_t head = std::min(kHead, lowest);
  if (head == 0) return false;
  double start = 0, spread = 0;
  for (std::size_t i = 0; i < head; ++i) start += points[i].loss / static_cast<double>(head);
  for (std::size_t i = 0; i < lowest; ++i) {
    const double rest = points[i].loss - points[i].smoothed;
    spread += rest * rest / static_cast<double>(lowest);
  }
  return start - points[lowest].smoothed > kClear * std::sqrt(spread);
}

}  // namespace

// Central differences; the rates grow evenly on the logarithmic scale but for steps left out.
std::optional<double> suggest_learning_rate(const std::vector<RangeTestPoint>& points,
                                            int skipped) {
  std::optional<double> suggestion;
  const auto first = static_cast<std::size_t>(std::max(skipped, 1));
  if (first >= points.size()) return suggestion;
  const std::size_t lowest = lowest_point(points, first);
  if (!falls_clearly(points, lowest)) return suggestion;
  double steepest = 0;
  for (std::size_t i = first; i + 1 < points.size(); ++i) {
    const double slope = (points[i + 1].smoothed - points[i - 1].smoothed) /
                         std::log(points[i + 1].learning_rate / points[i - 1].learning_rate);
    if (slope >= steepest) continue;
    steepest = slope;
    suggestion = points[i].learning_rate;
  }
  for (std::size_t i = points.size(); suggestion && i-- > first;) {
    if (points[i].learning_rate > points[lowest].learning_rate / kSafe) continue;
    suggestion = std::min(*suggestion, points[i].learning_rate);
    break;
  }
  return suggestion;
}

RangeTest::RangeTest(const Trainer& trainer, const RangeTestOptions& options) : options_(options) {
  check(options);
  trainer_ = options.from_start ? trainer.start_over() : trainer.copy();
  result_.is_running = true;
  result_.from_start = options.from_start;
  trainer_->set_schedule({});
  trainer_->set_averaging({});
  trainer_->set_early_stopping({});
}

double RangeTest::rate_of_next() const {
  const double share = static_cast<double>(step_) / (options_.steps - 1);
  return options_.lowest * std::pow(options_.highest / options_.lowest, share);
}

bool RangeTest::advance() {
  if (!result_.is_running) return true;
  const double rate = rate_of_next();
  trainer_->set_learning_rate(rate);
  const StepResult step = trainer_->step();
  ++step_;
  result_.progress = static_cast<double>(step_) / options_.steps;
  if (step.divergence)
    return end(fmt::format("Stopped at η {:.3g}: the loss was no longer finite", rate));

  mean_ = options_.smoothing * mean_ + (1 - options_.smoothing) * step.train_loss;
  weight_ = options_.smoothing * weight_ + (1 - options_.smoothing);
  const double smoothed = mean_ / weight_;
  result_.points.push_back({rate, step.train_loss, smoothed});
  if (step_ == 1 || smoothed < best_) best_ = smoothed;
  result_.status = fmt::format("At η {:.3g}, step {} of {}", rate, step_, options_.steps);
  if (smoothed > options_.blow_up * best_)
    return end(fmt::format("Stopped at η {:.3g}: the loss rose to {:.3g} times its best", rate,
                           smoothed / best_));
  if (step_ == options_.steps) return end(fmt::format("Went up to η {:.3g}", rate));
  return false;
}

void RangeTest::cancel() {
  if (result_.is_running) end(fmt::format("Cancelled after {} of {} steps", step_, options_.steps));
}

bool RangeTest::end(const std::string& why) {
  result_.suggestion = suggest_learning_rate(result_.points, options_.skipped);
  result_.status = why;
  if (!result_.suggestion)
    result_.status += "; no fall of the loss stands out, so no rate is suggested";
  result_.is_running = false;
  trainer_.reset();
  return true;
}

}  // namespace netdyno
