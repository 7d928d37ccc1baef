// engine/run/history_table.h
// SPDX-License-Identifier: MIT
//
// Rows of a fixed number of columns: full segments, which copies share, and the unfinished one.
//
//   Cost     append O(1) amortized; a copy costs the unfinished segment (at most 32768 rows) and a
//            reference for each full one
//   Memory   the unfinished segment, and full ones until somebody moves them to files with
//            replace(); of those about 100 bytes a column
//   Thread   none; segments may be shared between threads

#pragma once

#include <memory>
#include <span>
#include <vector>

#include "engine/run/column.h"
#include "engine/run/history_segment.h"

namespace netdyno {

class HistoryTable {
 public:
  using Segment = std::shared_ptr<const HistorySegment>;

  explicit HistoryTable(std::size_t columns) : columns_(columns) {}

  // As many values as there are columns.
  // Errors   bad_alloc; nothing has changed then
  void append(std::span<const double> row);
  // The next row asks for no memory.
  void make_room();
  // The unfinished segment is empty.
  void append(Segment segment);

  std::size_t size() const { return columns_[0].size(); }
  std::size_t column_count() const { return columns_.size(); }
  const Column& column(std::size_t i) const { return columns_[i]; }
  // Of all columns: see Column.
  void release_behind();

  const std::vector<Segment>& segments() const { return segments_; }
  // How many of the last ones are in memory, none of which the earlier are.
  std::size_t segments_in_memory() const;
  // By one of the same content.
  void replace(std::size_t i, Segment segment);
  // The first `count` rows, full segments of them shared.
  HistoryTable first_rows(std::size_t count) const;
  // Without the unfinished segment.
  HistoryTable full_part() const;

 private:
  void close_segment();  // if it is full

  std::vector<Column> columns_;
  std::vector<Segment> segments_;
};

}  // namespace netdyno
