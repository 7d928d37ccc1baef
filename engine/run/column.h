// engine/run/column.h
// SPDX-License-Identifier: MIT
//
// A long series of numbers with the extremes and means of every 64, 4096 and 32768 of them: a
// pyramid, so that any stretch is summarized per pixel in time that depends on the pixels alone.
// What is full lies in blocks that never change, are shared by copies and may be mapped from a file
// (history_segment.h); only the last, unfinished one is the column's own.
//
//   Cost     append O(1) amortized; extent() O(1) for a pixel's worth of whole groups; a copy costs
//            the unfinished block and a reference for each full one
//   Memory   at most kBlockRows values of its own; of a block that is mapped about 100 bytes
//   Thread   none; blocks may be shared between threads, and what does not release_behind() may be
//            read by several

#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <vector>

namespace netdyno {

// What a range of values has: low > high where none is finite.
struct Extent {
  double low = std::numeric_limits<double>::infinity();
  double high = -std::numeric_limits<double>::infinity();
  double sum = 0;                // of the finite values
  std::uint32_t finite = 0;      // how many
  std::uint32_t not_finite = 0;  // NaN or ±∞

  bool has_not_finite() const { return not_finite > 0; }
  double mean() const;  // of the finite values; NaN where there is none
  void include(double value);
  void include(const Extent& other);
};

// A full block's values and their pyramid, wherever they lie.
struct ColumnBlock {
  const double* values = nullptr;  // value i at values[i · stride]
  std::size_t stride = 1;
  const Extent* groups = nullptr;  // of kFan values each
  const Extent* greats = nullptr;  // of kGreat values each
  Extent whole = {};
  std::span<const std::byte> mapping = {};  // of a file, whose pages it may give back
  std::shared_ptr<const void> keeper = {};  // of all the above
};

class Column {
 public:
  static constexpr std::size_t kFan = 64;  // members of a group, at the two lower levels
  static constexpr std::size_t kGreat = kFan * kFan;
  static constexpr std::size_t kBlockRows = 8 * kGreat;

  void append(double value);
  // The next append() asks for no memory, unless the unfinished block is full.
  // Errors   bad_alloc; nothing has changed then
  void make_room();
  std::size_t size() const { return kBlockRows * blocks_.size() + tail_.size(); }
  double operator[](std::size_t i) const {
    const std::size_t block = i / kBlockRows, row = i % kBlockRows;
    if (block >= blocks_.size()) return tail_[i - kBlockRows * blocks_.size()];
    const ColumnBlock& found = look_at(block);
    return found.values[row * found.stride];
  }
  // Of values [begin, end), end <= size().
  Extent extent(std::size_t begin, std::size_t end) const;

  // Of values that never fall: the first position from `begin` on whose value is not below `value`,
  // or is above it; size() where there is none.
  std::size_t position_from(double value, std::size_t begin = 0) const;
  std::size_t position_above(double value, std::size_t begin = 0) const;

  // As position_from(), but to the begin of its group of kFan or of kGreat: looks at no value and
  // at no smaller group of a full block.
  std::size_t group_from(double value, std::size_t begin, std::size_t group) const;

  // What is mapped of a full block takes no memory until it is looked at again.
  void release(std::size_t block) const;

  // For one thread that looks at a long column but a few times: a block is released as soon as
  // another one is looked at. A system that keeps files in large pages maps all of one at a look.
  void release_behind() { releases_behind_ = true; }

  // How many full blocks there are; what follows them is the column's own.
  std::size_t block_count() const { return blocks_.size(); }
  Column full_part() const;
  // For who keeps the blocks elsewhere: the unfinished block, and to put a full one in its place
  // or in that of block i.
  ColumnBlock tail() const;
  std::size_t tail_size() const { return tail_.size(); }
  void append_block(ColumnBlock block);  // the tail is empty or holds the same values
  void replace_block(std::size_t i, ColumnBlock block) { blocks_[i] = std::move(block); }

 private:
  const ColumnBlock& look_at(std::size_t block) const {
    if (releases_behind_ && block != looked_at_) {
      release(looked_at_);
      looked_at_ = block;
    }
    return blocks_[block];
  }
  void close_groups();
  void seal();
  void include_part(const ColumnBlock& block, std::size_t begin, std::size_t end,
                    Extent& result) const;
  template <typename IsReached>
  std::size_t first_position(std::size_t begin, std::size_t group,
                             const IsReached& is_reached) const;

  std::vector<ColumnBlock> blocks_;
  std::vector<double> tail_;
  std::vector<Extent> groups_;  // of the tail; full groups only
  std::vector<Extent> greats_;
  bool releases_behind_ = false;
  mutable std::size_t looked_at_ = 0;  // where it releases behind
};

// Who reads a column from its begin to its end: of each block that was left behind the file's pages
// are given back.
class ReadBehind {
 public:
  explicit ReadBehind(const Column& column) : column_(column) {}
  ~ReadBehind() { column_.release(block_); }
  ReadBehind(const ReadBehind&) = delete;
  ReadBehind& operator=(const ReadBehind&) = delete;

  // Positions ascend.
  void at(std::size_t position);

 private:
  const Column& column_;
  std::size_t block_ = 0;  // that is looked at
};

}  // namespace netdyno
