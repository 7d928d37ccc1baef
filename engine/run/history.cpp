// SPDX-License-Identifier: MIT
#include "engine/run/history.h"

#include <algorithm>
#include <cmath>

#include "engine/core/error.h"

namespace netdyno {

void Column::Extent::include(double value) {
  if (!std::isfinite(value)) {
    has_not_finite = true;
    return;
  }
  low = std::min(low, value);
  high = std::max(high, value);
}

void Column::Extent::include(const Extent& other) {
  low = std::min(low, other.low);
  high = std::max(high, other.high);
  has_not_finite = has_not_finite || other.has_not_finite;
}

void Column::append(double value) {
  values_.push_back(value);
  std::size_t filled = values_.size();
  for (std::size_t level = 0; filled % kFan == 0; ++level, filled /= kFan) {
    Extent group;
    for (std::size_t i = filled - kFan; i < filled; ++i) {
      if (level == 0) {
        group.include(values_[i]);
      } else {
        group.include(levels_[level - 1][i]);
      }
    }
    if (level == levels_.size()) levels_.emplace_back();
    levels_[level].push_back(group);
  }
}

Column::Extent Column::extent(std::size_t begin, std::size_t end) const {
  DYNO_CHECK(begin <= end && end <= size(), "A range of values that exist");
  Extent result;
  // At each level the ragged ends are taken one by one; what is left are whole groups.
  const auto take_ends = [&](const auto& members) {
    while (begin < end && begin % kFan != 0) result.include(members[begin++]);
    while (begin < end && end % kFan != 0) result.include(members[--end]);
    begin /= kFan;
    end /= kFan;
  };
  take_ends(values_);
  for (std::size_t level = 0; begin < end; ++level) take_ends(levels_[level]);
  return result;
}

void History::append(const StepRecord& record) {
  step_.append(static_cast<double>(record.step));
  // In the order of Metric, from Epoch on.
  const std::array<double, 7> values = {
      record.epoch,          record.seconds, record.learning_rate,    record.train_loss,
      record.train_accuracy, record.penalty, record.images_per_second};
  for (std::size_t i = 0; i < values.size(); ++i) columns_[i].append(values[i]);
}

void History::append(const ValidationRecord& record) {
  validations_.push_back(record);
}

void History::append(KnobMarker marker) {
  markers_.push_back(std::move(marker));
}

const Column& History::column(Metric metric) const {
  return metric == Metric::Step ? step_ : columns_[static_cast<std::size_t>(metric) - 1];
}

StepRecord History::record(std::size_t i) const {
  DYNO_CHECK(i < size(), "A record that exists");
  return {.step = static_cast<std::int64_t>(step_[i]),
          .epoch = column(Metric::Epoch)[i],
          .seconds = column(Metric::Seconds)[i],
          .learning_rate = column(Metric::LearningRate)[i],
          .train_loss = column(Metric::TrainLoss)[i],
          .train_accuracy = column(Metric::TrainAccuracy)[i],
          .penalty = column(Metric::Penalty)[i],
          .images_per_second = column(Metric::ImagesPerSecond)[i]};
}

std::size_t History::position_of_step(std::int64_t step) const {
  const std::span<const double> steps = step_.values();
  const auto found = std::ranges::lower_bound(steps, static_cast<double>(step));
  return static_cast<std::size_t>(found - steps.begin());
}

}  // namespace netdyno
