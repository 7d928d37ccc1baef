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

// Values with running extremes at powers of two.
class Column {
 public:
  void append(double value);
  std::size_t size() const { return levels_[0].low.size(); }
  double operator[](std::size_t i) const { return levels_[0].low[i]; }
  std::span<const double> values() const { return levels_[0].low; }

  struct Extent {
    double low = std::numeric_limits<double>::infinity();
    double high = -std::numeric_limits<double>::infinity();
    bool has_not_finite = false;  // NaN or ±∞ in the range; low and high are of the finite ones
  };
  // Extremes of values [begin, end).
  Extent extent(std::size_t begin, std::size_t end) const;

 private:
  struct Level {
    std::vector<double> low;
    std::vector<double> high;
    std::vector<std::uint8_t> not_finite;
  };
  std::vector<Level> levels_ = std::vector<Level>(1);  // level 0 holds the values themselves in low
};

class History {
 public:
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
  // Position of the first record whose step is >= `step`.
  std::size_t position_of_step(std::int64_t step) const;

 private:
  Column step_;
  std::array<Column, 7> columns_;
  std::vector<ValidationRecord> validations_;
  std::vector<KnobMarker> markers_;
};

}  // namespace netdyno
