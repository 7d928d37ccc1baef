// engine/run/history.h
// SPDX-License-Identifier: MIT
//
// All that a run recorded, as columns with a pyramid of extremes and means (column.h), so that any
// stretch of a long curve is summarized per pixel in time that depends on the pixels alone.
//
//   Cost     append O(1) amortized; a copy shares what is full
//   Memory   of steps and of validations each at most 32768 rows, 3.4 MB together, once what is
//            full lies in files (history_folder.h); of those 0.04 bytes a step
//   Thread   none; the app keeps its own copy, fed by events

#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/run/history_table.h"

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

// The validations of a run, in order.
class Validations {
 public:
  static constexpr std::size_t kColumns = 5;
  enum class Field { Step, Epoch, Seconds, Loss, Accuracy };

  explicit Validations(const HistoryTable& table) : table_(&table) {}

  std::size_t size() const { return table_->size(); }
  bool empty() const { return size() == 0; }
  ValidationRecord operator[](std::size_t i) const;
  ValidationRecord back() const { return (*this)[size() - 1]; }
  const Column& column(Field field) const {
    return table_->column(static_cast<std::size_t>(field));
  }
  // The last one at this step or before it.
  std::optional<ValidationRecord> last_until(std::int64_t step) const;
  // That of this step.
  std::optional<ValidationRecord> at_step(std::int64_t step) const;

  class Iterator {
   public:
    Iterator(const Validations& rows, std::size_t i) : rows_(&rows), i_(i) {}
    ValidationRecord operator*() const { return (*rows_)[i_]; }
    Iterator& operator++() { return ++i_, *this; }
    bool operator!=(const Iterator& other) const { return i_ != other.i_; }

   private:
    const Validations* rows_;
    std::size_t i_;
  };
  Iterator begin() const { return {*this, 0}; }
  Iterator end() const { return {*this, size()}; }

 private:
  const HistoryTable* table_;
};

class History {
 public:
  // Steps ascend.
  void append(const StepRecord& record);
  void append(const ValidationRecord& record);
  void append(KnobMarker marker);
  // The next step and the next validation ask for no memory.
  void make_room();

  bool empty() const { return steps_.size() == 0; }
  std::size_t size() const { return steps_.size(); }
  StepRecord record(std::size_t i) const;
  StepRecord last() const { return record(size() - 1); }  // not empty

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
  static constexpr std::size_t kMetrics = 8;
  const Column& column(Metric metric) const {
    return steps_.column(static_cast<std::size_t>(metric));
  }

  // A view; valid as long as the history.
  Validations validations() const { return Validations(validations_); }
  const std::vector<KnobMarker>& markers() const { return markers_; }
  // Position of the first record whose step is >= `step`; size() when there is none.
  std::size_t position_of_step(std::int64_t step) const;

  // What is full, to be kept elsewhere or shared.
  HistoryTable& steps_table() { return steps_; }
  const HistoryTable& steps_table() const { return steps_; }
  HistoryTable& validations_table() { return validations_; }
  const HistoryTable& validations_table() const { return validations_; }
  // Only what is full, without markers.
  History full_part() const;
  // So many of its first steps, validations and markers; shares what is full.
  //   Cost     at most 32768 rows of each are copied
  History first_part(std::size_t steps, std::size_t validations, std::size_t markers) const;
  // What a run that goes its own way after `step` has in common with this one: the steps and
  // validations up to it, the markers before it.
  History until(std::int64_t step) const;
  // Takes the full part of the same run in place of its own beginning.
  void adopt(const History& full_part);
  // What is mapped takes no memory until it is looked at again.
  void release() const;
  // For one thread that looks at it a few times: see Column.
  void release_behind();

 private:
  HistoryTable steps_{kMetrics};
  HistoryTable validations_{Validations::kColumns};
  std::vector<KnobMarker> markers_;
};

}  // namespace netdyno
