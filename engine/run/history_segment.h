// engine/run/history_segment.h
// SPDX-License-Identifier: MIT
//
// Column::kBlockRows rows of a history with their pyramid: what is full of it and never changes.
// In memory first, then in a file that is mapped; runs that share a past share its segments.
//
//   Format   64 bytes of head: "NDHIST1\n", columns, rows, CRC-32 of the rows and of the pyramid
//            (uint32 each), zeros; then the pyramid, for each column 8 great groups and the whole,
//            then for each column 512 groups (Extent, 32 bytes); then the rows, float64, one after
//            the other. All little-endian.
//   Errors   Error naming the file: missing, cut off, damaged, of another kind. Opening reads the
//            pyramid and holds it against its CRC; the rows' CRC tells one file's content from
//            another's, and is not looked at.
//   Cost     of a mapped one about 200 bytes of memory, and pages of the file that were looked at
//            until release()
//   Thread   immutable; any

#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "engine/run/column.h"

namespace netdyno {

class HistorySegment : public std::enable_shared_from_this<HistorySegment> {
 public:
  // Of columns whose tails are full, in memory.
  static std::shared_ptr<const HistorySegment> of_tails(std::span<const Column> columns);
  // Of a file that was written before.
  static std::shared_ptr<const HistorySegment> open(const std::filesystem::path& file,
                                                    std::size_t columns);
  // The same, in a file of the folder that nobody else sees and that goes away with its last user.
  std::shared_ptr<const HistorySegment> moved_to_hidden_file(
      const std::filesystem::path& folder) const;

  ~HistorySegment();
  HistorySegment(const HistorySegment&) = delete;
  HistorySegment& operator=(const HistorySegment&) = delete;

  ColumnBlock block(std::size_t column) const;
  std::span<const std::byte> bytes() const { return bytes_; }
  bool is_in_memory() const { return !owned_.empty(); }
  const std::filesystem::path& file() const { return file_; }  // empty: it has no name
  std::string checksum() const;  // 16 hexadecimal digits, of rows and pyramid
  // What is mapped takes no memory until it is looked at again.
  void release() const;

 private:
  HistorySegment() = default;
  void take_head();
  void map(int descriptor, const std::filesystem::path& file, std::size_t columns);

  std::vector<std::byte> owned_;  // empty: bytes_ are mapped
  std::span<const std::byte> bytes_;
  std::filesystem::path file_;
  // As the head has them: to ask for them looks at no page of a file.
  std::size_t columns_ = 0;
  std::uint32_t rows_crc_ = 0, pyramid_crc_ = 0;
};

}  // namespace netdyno
