// engine/run/metrics_log.h
// SPDX-License-Identifier: MIT
//
// metrics.csv as it grows: a row per step, appended while the run trains. It always ends with a
// whole row but for the moment of a kill; then the next begin() cuts off what is torn or beyond the
// run's history, and adds what is missing.
//
//   Columns  as DESIGN's contract has them; a row that was written before its step was validated is
//            written again
//   Errors   Error naming the file; what was not written is written the next time
//   Cost     write() what is new, about 0.5 µs a row; begin() of a file that is not this run's
//            writes all of it anew

#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "engine/core/open_file.h"
#include "engine/run/history.h"

namespace netdyno {

inline constexpr const char* kMetricsFile = "metrics.csv";

class MetricsLog {
 public:
  // In `folder`, which exists. Of a run that goes on the file keeps the rows that are in `history`.
  void begin(const std::filesystem::path& folder, const History& history);

  // Appends the rows that are new. After begin(). Makes the file anew where it was taken away.
  void write(const History& history);
  // Records that the file has.
  std::size_t written() const { return written_; }

 private:
  bool takes_over(const History& history);
  void write_anew(const History& history);
  void open_for_appending();
  bool is_there() const;
  void cut_to(std::uint64_t length) const;

  std::filesystem::path file_;
  std::optional<OpenFile> opened_;
  std::uint64_t length_ = 0;    // of the whole rows that were written
  std::uint64_t last_row_ = 0;  // where the last one begins
  std::size_t written_ = 0;
  std::size_t known_validations_ = 0;  // at the last write
};

// All of it as text: of histories that a test can hold.
std::string metrics_csv(const History& history);

}  // namespace netdyno
