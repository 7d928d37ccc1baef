// SPDX-License-Identifier: MIT
#include "engine/run/history.h"

#include <gtest/gtest.h>

#include <chrono>
#include <cmath>

#include "engine/core/error.h"
#include "engine/core/random.h"

namespace netdyno {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

Extent brute_force(const std::vector<double>& values, std::size_t begin, std::size_t end) {
  Extent result;
  for (std::size_t i = begin; i < end; ++i) {
    if (!std::isfinite(values[i])) {
      ++result.not_finite;
      continue;
    }
    result.low = std::min(result.low, values[i]);
    result.high = std::max(result.high, values[i]);
    result.sum += values[i];
    ++result.finite;
  }
  return result;
}

void expect_equal(const Extent& actual, const Extent& expected, const std::string& where) {
  EXPECT_EQ(actual.low, expected.low) << where;
  EXPECT_EQ(actual.high, expected.high) << where;
  EXPECT_EQ(actual.not_finite, expected.not_finite) << where;
  EXPECT_EQ(actual.finite, expected.finite) << where;
  EXPECT_NEAR(actual.sum, expected.sum, 1e-7 * (1 + std::abs(expected.sum))) << where;
}

TEST(Column, ExtentsOfRandomRangesEqualThoseFoundOneByOne) {
  Random random(1, Stream::Test);
  Column column;
  std::vector<double> values;
  for (int i = 0; i < 70000; ++i) {
    double value = random.normal();
    if (random.below(500) == 0) value = kNotMeasured;
    if (random.below(2000) == 0) value = kInfinity;
    values.push_back(value);
    column.append(value);
    if (i > 10000 && i % 97 != 0) continue;
    const std::size_t begin = random.below(values.size() + 1);
    const std::size_t end = begin + random.below(values.size() - begin + 1);
    expect_equal(column.extent(begin, end), brute_force(values, begin, end),
                 std::to_string(begin) + " to " + std::to_string(end));
  }
}

TEST(Column, AnEmptyRangeHasNoExtent) {
  Column column;
  expect_equal(column.extent(0, 0), {}, "empty column");
  column.append(1.0);
  expect_equal(column.extent(1, 1), {}, "empty range");
  EXPECT_THROW(column.extent(0, 2), ContractError);
}

TEST(Column, ARangeWithoutFiniteValuesSaysSo) {
  Column column;
  for (int i = 0; i < 20; ++i) column.append(i % 2 ? kNotMeasured : -kInfinity);
  const Extent extent = column.extent(0, 20);
  EXPECT_TRUE(extent.has_not_finite());
  EXPECT_TRUE(std::isnan(extent.mean()));
  EXPECT_GT(extent.low, extent.high);
}

TEST(Column, FindsPositionsInValuesThatNeverFall) {
  Random random(2, Stream::Test);
  Column column;
  std::vector<double> values;
  double value = 0;
  for (int i = 0; i < 100000; ++i) {
    value += static_cast<double>(random.below(3));
    values.push_back(value);
    column.append(value);
  }
  for (int i = 0; i < 3000; ++i) {
    const double wanted = static_cast<double>(random.below(200000)) - 3;
    const std::size_t begin = random.below(values.size());
    const auto from = values.begin() + static_cast<std::ptrdiff_t>(begin);
    const auto at_least = std::lower_bound(from, values.end(), wanted) - values.begin();
    const auto above = std::upper_bound(from, values.end(), wanted) - values.begin();
    EXPECT_EQ(column.position_from(wanted, begin), static_cast<std::size_t>(at_least));
    EXPECT_EQ(column.position_above(wanted, begin), static_cast<std::size_t>(above));
    for (const std::size_t size : {Column::kFan, Column::kGreat}) {
      const std::size_t group = column.group_from(wanted, begin, size);
      EXPECT_GE(group, begin);
      EXPECT_LE(group, static_cast<std::size_t>(at_least));
      EXPECT_LT(static_cast<std::size_t>(at_least), group + size + 1);
    }
  }
  EXPECT_EQ(Column().position_from(1), 0u);
}

TEST(Column, TheMeanOfHugeValuesIsFinite) {
  Column column;
  for (int i = 0; i < 200; ++i) column.append(1.7e308);
  EXPECT_EQ(column.extent(0, 200).mean(), 1.7e308);
}

TEST(Column, AMillionPointsAreSummarizedPerPixelInNoTime) {
  Column column;
  for (int i = 0; i < 1000000; ++i) column.append(std::sin(i * 1e-3));
  const auto start = std::chrono::steady_clock::now();
  double sum = 0.0;
  for (std::size_t pixel = 0; pixel < 1000; ++pixel)
    sum += column.extent(pixel * 999, 1000000 - pixel).high;
  const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
  EXPECT_GT(sum, 990.0);
  // One by one these are 5e8 values; through the pyramid, 1e5. The bound leaves room for
  // sanitizers.
  EXPECT_LT(elapsed.count(), 0.2);
}

StepRecord make_record(std::int64_t step) {
  const auto x = static_cast<double>(step);
  return {.step = step,
          .epoch = x / 10,
          .seconds = x / 100,
          .learning_rate = 0.1,
          .train_loss = 2.0 / x,
          .train_accuracy = 0.5,
          .penalty = 0.25,
          .images_per_second = 1e4};
}

TEST(History, RecordsComeBackAsTheyWereAppended) {
  History history;
  EXPECT_TRUE(history.empty());
  history.append(make_record(1));
  history.append(make_record(2));
  EXPECT_EQ(history.size(), 2u);
  const StepRecord record = history.record(1);
  EXPECT_EQ(record.step, 2);
  EXPECT_EQ(record.epoch, 0.2);
  EXPECT_EQ(record.seconds, 0.02);
  EXPECT_EQ(record.learning_rate, 0.1);
  EXPECT_EQ(record.train_loss, 1.0);
  EXPECT_EQ(record.train_accuracy, 0.5);
  EXPECT_EQ(record.penalty, 0.25);
  EXPECT_EQ(record.images_per_second, 1e4);
}

TEST(History, ColumnsAreNamedByTheirMetric) {
  using Metric = History::Metric;
  History history;
  history.append(make_record(4));
  EXPECT_EQ(history.column(Metric::Step)[0], 4.0);
  EXPECT_EQ(history.column(Metric::Epoch)[0], 0.4);
  EXPECT_EQ(history.column(Metric::Seconds)[0], 0.04);
  EXPECT_EQ(history.column(Metric::LearningRate)[0], 0.1);
  EXPECT_EQ(history.column(Metric::TrainLoss)[0], 0.5);
  EXPECT_EQ(history.column(Metric::TrainAccuracy)[0], 0.5);
  EXPECT_EQ(history.column(Metric::Penalty)[0], 0.25);
  EXPECT_EQ(history.column(Metric::ImagesPerSecond)[0], 1e4);
}

TEST(History, FindsThePositionOfAStep) {
  History history;
  EXPECT_EQ(history.position_of_step(1), 0u);
  for (const std::int64_t step : {10, 20, 30}) history.append(make_record(step));
  EXPECT_EQ(history.position_of_step(5), 0u);
  EXPECT_EQ(history.position_of_step(20), 1u);
  EXPECT_EQ(history.position_of_step(21), 2u);
  EXPECT_EQ(history.position_of_step(31), 3u);
}

TEST(History, KeepsValidationsAndMarkersInOrder) {
  History history;
  history.append(
      ValidationRecord{.step = 10, .epoch = 1, .seconds = 2, .loss = 0.5, .accuracy = 0.9});
  history.append(KnobMarker{.step = 11, .knob = "momentum μ", .before = "0.9", .after = "0.5"});
  history.append(KnobMarker{.step = 12, .knob = "batch size", .before = "64", .after = "32"});
  ASSERT_EQ(history.validations().size(), 1u);
  EXPECT_EQ(history.validations()[0].accuracy, 0.9);
  ASSERT_EQ(history.markers().size(), 2u);
  EXPECT_EQ(history.markers()[0].knob, "momentum μ");
  EXPECT_EQ(history.markers()[1].after, "32");
}

TEST(History, GivesOutItsFirstPartAndSharesWhatIsFull) {
  History whole;
  const std::int64_t steps = static_cast<std::int64_t>(Column::kBlockRows) + 100;
  for (std::int64_t step = 1; step <= steps; ++step) {
    whole.append(StepRecord{.step = step, .train_loss = 1.0 / static_cast<double>(step)});
    if (step % 1000 == 0) whole.append(ValidationRecord{.step = step, .loss = 0.5});
    if (step % 5000 == 0) whole.append(KnobMarker{step, 0, 0, "learning rate η", "0.1", "0.2"});
  }
  const History part = whole.until(steps - 50);
  EXPECT_EQ(part.size(), static_cast<std::size_t>(steps - 50));
  EXPECT_EQ(part.last().train_loss, whole.record(part.size() - 1).train_loss);
  ASSERT_EQ(part.steps_table().segments().size(), 1u);
  EXPECT_EQ(part.steps_table().segments()[0], whole.steps_table().segments()[0]);
  const History early = whole.until(5000);
  EXPECT_EQ(early.size(), 5000u);
  EXPECT_EQ(early.validations().size(), 5u) << "that of the step itself is known";
  EXPECT_EQ(early.markers().size(), 0u) << "what was turned after it is not";
  EXPECT_EQ(whole.until(5001).markers().size(), 1u);
  EXPECT_TRUE(whole.until(0).empty());
}

}  // namespace
}  // namespace netdyno
