// SPDX-License-Identifier: MIT
#include "engine/run/history_table.h"

#include <new>
#include <utility>

#include "engine/core/error.h"

namespace netdyno {

void HistoryTable::append(std::span<const double> row) {
  DYNO_CHECK(row.size() == columns_.size(), "A value for each column");
  make_room();
  for (std::size_t i = 0; i < row.size(); ++i) columns_[i].append(row[i]);
  try {
    close_segment();
  } catch (const std::bad_alloc&) {
    // The row is there; the next one tries again.
  }
}

void HistoryTable::make_room() {
  close_segment();
  for (Column& column : columns_) column.make_room();
}

void HistoryTable::close_segment() {
  if (columns_[0].tail_size() == Column::kBlockRows) append(HistorySegment::of_tails(columns_));
}

void HistoryTable::append(Segment segment) {
  segments_.reserve(segments_.size() + 1);
  for (std::size_t i = 0; i < columns_.size(); ++i) columns_[i].append_block(segment->block(i));
  segment->release();
  segments_.push_back(std::move(segment));
}

std::size_t HistoryTable::segments_in_memory() const {
  std::size_t count = 0;
  while (count < segments_.size() && segments_[segments_.size() - 1 - count]->is_in_memory())
    ++count;
  return count;
}

void HistoryTable::replace(std::size_t i, Segment segment) {
  DYNO_CHECK(segment->checksum() == segments_[i]->checksum(), "A segment of the same content");
  for (std::size_t c = 0; c < columns_.size(); ++c) columns_[c].replace_block(i, segment->block(c));
  segment->release();
  segments_[i] = std::move(segment);
}

HistoryTable HistoryTable::first_rows(std::size_t count) const {
  DYNO_CHECK(count <= size(), "As many rows as there are");
  HistoryTable part(columns_.size());
  for (std::size_t i = 0; i < count / Column::kBlockRows; ++i) part.append(segments_[i]);
  std::vector<double> row(columns_.size());
  for (std::size_t i = part.size(); i < count; ++i) {
    for (std::size_t c = 0; c < row.size(); ++c) row[c] = columns_[c][i];
    part.append(row);
  }
  return part;
}

void HistoryTable::release_behind() {
  for (Column& column : columns_) column.release_behind();
}

HistoryTable HistoryTable::full_part() const {
  HistoryTable part(columns_.size());
  for (std::size_t c = 0; c < columns_.size(); ++c) part.columns_[c] = columns_[c].full_part();
  part.segments_ = segments_;
  return part;
}

}  // namespace netdyno
