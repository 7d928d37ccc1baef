// SPDX-License-Identifier: MIT
#include "engine/run/history.h"

#include <algorithm>
#include <utility>

#include "engine/core/error.h"

namespace netdyno {

ValidationRecord Validations::operator[](std::size_t i) const {
  DYNO_CHECK(i < size(), "A validation that exists");
  return {.step = static_cast<std::int64_t>(column(Field::Step)[i]),
          .epoch = column(Field::Epoch)[i],
          .seconds = column(Field::Seconds)[i],
          .loss = column(Field::Loss)[i],
          .accuracy = column(Field::Accuracy)[i]};
}

std::optional<ValidationRecord> Validations::last_until(std::int64_t step) const {
  const std::size_t after = column(Field::Step).position_above(static_cast<double>(step));
  return after == 0 ? std::nullopt : std::optional((*this)[after - 1]);
}

std::optional<ValidationRecord> Validations::at_step(std::int64_t step) const {
  const std::optional<ValidationRecord> last = last_until(step);
  return last && last->step == step ? last : std::nullopt;
}

void History::append(const StepRecord& record) {
  // In the order of Metric.
  const std::array<double, kMetrics> values = {static_cast<double>(record.step),
                                               record.epoch,
                                               record.seconds,
                                               record.learning_rate,
                                               record.train_loss,
                                               record.train_accuracy,
                                               record.penalty,
                                               record.images_per_second};
  steps_.append(values);
}

void History::append(const ValidationRecord& record) {
  const std::array<double, Validations::kColumns> values = {
      static_cast<double>(record.step), record.epoch, record.seconds, record.loss, record.accuracy};
  validations_.append(values);
}

void History::append(KnobMarker marker) {
  markers_.push_back(std::move(marker));
}

void History::make_room() {
  steps_.make_room();
  validations_.make_room();
}

StepRecord History::record(std::size_t i) const {
  DYNO_CHECK(i < size(), "A record that exists");
  return {.step = static_cast<std::int64_t>(column(Metric::Step)[i]),
          .epoch = column(Metric::Epoch)[i],
          .seconds = column(Metric::Seconds)[i],
          .learning_rate = column(Metric::LearningRate)[i],
          .train_loss = column(Metric::TrainLoss)[i],
          .train_accuracy = column(Metric::TrainAccuracy)[i],
          .penalty = column(Metric::Penalty)[i],
          .images_per_second = column(Metric::ImagesPerSecond)[i]};
}

std::size_t History::position_of_step(std::int64_t step) const {
  return column(Metric::Step).position_from(static_cast<double>(step));
}

History History::full_part() const {
  History part;
  part.steps_ = steps_.full_part();
  part.validations_ = validations_.full_part();
  return part;
}

History History::first_part(std::size_t steps, std::size_t validations, std::size_t markers) const {
  History part;
  part.steps_ = steps_.first_rows(steps);
  part.validations_ = validations_.first_rows(validations);
  part.markers_.assign(markers_.begin(), markers_.begin() + static_cast<std::ptrdiff_t>(markers));
  return part;
}

History History::until(std::int64_t step) const {
  const auto markers = std::ranges::lower_bound(markers_, step, {}, &KnobMarker::step);
  return first_part(
      position_of_step(step + 1),
      validations().column(Validations::Field::Step).position_above(static_cast<double>(step)),
      static_cast<std::size_t>(markers - markers_.begin()));
}

void History::adopt(const History& full_part) {
  History whole = full_part;
  whole.markers_ = std::move(markers_);
  const std::int64_t step = full_part.empty() ? 0 : full_part.last().step;
  for (std::size_t i = position_of_step(step + 1); i < size(); ++i) whole.append(record(i));
  const Validations known = full_part.validations();
  const double validated = known.empty() ? 0 : static_cast<double>(known.back().step);
  const Validations own = validations();
  for (std::size_t i = own.column(Validations::Field::Step).position_above(validated);
       i < own.size(); ++i)
    whole.append(own[i]);
  *this = std::move(whole);
}

void History::release_behind() {
  steps_.release_behind();
  validations_.release_behind();
}

void History::release() const {
  for (const HistoryTable* table : {&steps_, &validations_})
    for (const HistoryTable::Segment& segment : table->segments()) segment->release();
}

}  // namespace netdyno
