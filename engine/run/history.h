// engine/run/history.h
// SPDX-License-Identifier: MIT
//
// All that a run recorded, as columns with a min/max pyramid, so that any stretch of a long curve
// is summarized per pixel in time that depends on the pixels alone.
//
//   Cost     append O(1) amortized; summarize O(buckets · log points)
//   Thread   none; the app keeps its own copy, fed by events

#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace netdyno {

inline constexpr double kNotMeasured = std::numeric_limits<double>::quiet_NaN();

// A row of metrics.csv.
struct StepRecord {
  std::int64_t step = 0;  // counts from 1
  double epoch = 0;
  double seconds = 0;        // wall time since the start of training
  double learning_rate = 0;  // η
  double train_loss = kNotMeasured;
  double train_accuracy = kNotMeasured;  // [0,1]
  double penalty = 0;
  double images_per_second = 0;
};

struct ValidationRecord {
  std::int64_t step = 0;
  double epoch = 0;
  double seconds = 0;
  double loss = kNotMeasured;
  double accuracy = kNotMeasured;
};

// A change that a person made, to be drawn on the curves.
struct KnobMarker {
  std::int64_t step = 0;  // took effect after this step
  double epoch = 0;
  double seconds = 0;
  std::string knob;    // "learning rate η"
  std::string before;  // "0.01"
  std::string after;   // "0.1"
};

// Values with the extremes of every 8, 64, 512 … of them: a pyramid that takes less than half as
// much memory again.
class Column {
 public:
  static constexpr std::size_t kFan = 8;  // members of a group, at every level

  void append(double value);
  std::size_t size() const { return values_.size(); }
  double operator[](std::size_t i) const { return values_[i]; }
  std::span<const double> values() const { return values_; }

  struct Extent {
    double low = std::numeric_limits<double>::infinity();
    double high = -std::numeric_limits<double>::infinity();
    bool has_not_finite = false;  // NaN or ±∞ in the range; low and high are of the finite ones

    void include(double value);
    void include(const Extent& other);
  };
  // Extremes of values [begin, end), end <= size(); of none: low > high.
  Extent extent(std::size_t begin, std::size_t end) const;

 private:
  std::vector<double> values_;
  // levels_[k][i] is of values [i·8^(k+1), (i+1)·8^(k+1)); full groups only.
  std::vector<std::vector<Extent>> levels_;
};

class History {
 public:
  // Steps ascend.
  void append(const StepRecord& record);
  void append(const ValidationRecord& record);
  void append(KnobMarker marker);

  bool empty() const { return step_.size() == 0; }
  std::size_t size() const { return step_.size(); }
  StepRecord record(std::size_t i) const;

  enum class Metric {
    Step,
    Epoch,
    Seconds,
    LearningRate,
    TrainLoss,
    TrainAccuracy,
    Penalty,
    ImagesPerSecond
  };
  const Column& column(Metric metric) const;

  const std::vector<ValidationRecord>& validations() const { return validations_; }
  const std::vector<KnobMarker>& markers() const { return markers_; }
  // Position of the first record whose step is >= `step`; size() when there is none.
  std::size_t position_of_step(std::int64_t step) const;

 private:
  Column step_;
  std::array<Column, 7> columns_;
  std::vector<ValidationRecord> validations_;
  std::vector<KnobMarker> markers_;
};

}  // namespace netdyno
