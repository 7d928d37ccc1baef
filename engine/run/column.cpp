// SPDX-License-Identifier: MIT
#include "engine/run/column.h"

#include <sys/mman.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/core/error.h"

namespace netdyno {

namespace {

// A block that a column seals by itself.
struct OwnBlock {
  std::vector<double> values;
  std::vector<Extent> groups;
  std::vector<Extent> greats;
};

template <typename Value>
void make_room_in(std::vector<Value>& values) {
  constexpr std::size_t kFewest = 64;
  if (values.size() == values.capacity()) values.reserve(std::max(2 * values.size(), kFewest));
}

}  // namespace

double Extent::mean() const {
  if (finite == 0) return std::numeric_limits<double>::quiet_NaN();
  return std::isfinite(sum) ? sum / finite : low / 2 + high / 2;
}

void Extent::include(double value) {
  if (!std::isfinite(value)) {
    ++not_finite;
    return;
  }
  low = std::min(low, value);
  high = std::max(high, value);
  sum += value;
  ++finite;
}

void Extent::include(const Extent& other) {
  low = std::min(low, other.low);
  high = std::max(high, other.high);
  sum += other.sum;
  finite += other.finite;
  not_finite += other.not_finite;
}

void Column::append(double value) {
  if (tail_.size() == kBlockRows) seal();
  tail_.push_back(value);
  if (tail_.size() % kFan == 0) close_groups();
}

void Column::make_room() {
  make_room_in(tail_);
  make_room_in(groups_);
  make_room_in(greats_);
}

void Column::close_groups() {
  Extent group;
  for (auto value = tail_.end() - kFan; value != tail_.end(); ++value) group.include(*value);
  groups_.push_back(group);
  if (groups_.size() % kFan != 0) return;
  Extent great;
  for (auto member = groups_.end() - kFan; member != groups_.end(); ++member)
    great.include(*member);
  greats_.push_back(great);
}

void Column::release(std::size_t block) const {
  if (block >= blocks_.size()) return;
  const std::span<const std::byte> mapping = blocks_[block].mapping;
  if (!mapping.empty())
    madvise(const_cast<std::byte*>(mapping.data()), mapping.size(), MADV_DONTNEED);
}

void ReadBehind::at(std::size_t position) {
  for (const std::size_t block = position / Column::kBlockRows; block_ < block; ++block_)
    column_.release(block_);
}

Column Column::full_part() const {
  Column part;
  part.blocks_ = blocks_;
  return part;
}

ColumnBlock Column::tail() const {
  ColumnBlock block{.values = tail_.data(), .groups = groups_.data(), .greats = greats_.data()};
  for (const Extent& great : greats_) block.whole.include(great);
  return block;
}

void Column::append_block(ColumnBlock block) {
  DYNO_CHECK(tail_.empty() || tail_.size() == kBlockRows, "Only a full block is put away");
  blocks_.push_back(std::move(block));
  tail_.clear();
  groups_.clear();
  greats_.clear();
}

void Column::seal() {
  const auto own = std::make_shared<OwnBlock>(
      OwnBlock{std::exchange(tail_, {}), std::exchange(groups_, {}), std::exchange(greats_, {})});
  ColumnBlock block{
      .values = own->values.data(), .groups = own->groups.data(), .greats = own->greats.data()};
  for (const Extent& great : own->greats) block.whole.include(great);
  block.keeper = own;
  append_block(std::move(block));
}

void Column::include_part(const ColumnBlock& block, std::size_t begin, std::size_t end,
                          Extent& result) const {
  // At each level the ragged ends are taken one by one; what is left are whole groups.
  const auto take_ends = [&](const auto& member, std::size_t fan) {
    while (begin < end && begin % fan != 0) result.include(member(begin++));
    while (begin < end && end % fan != 0) result.include(member(--end));
    begin /= fan;
    end /= fan;
  };
  take_ends([&](std::size_t i) { return block.values[i * block.stride]; }, kFan);
  take_ends([&](std::size_t i) { return block.groups[i]; }, kFan);
  while (begin < end) result.include(block.greats[begin++]);
}

Extent Column::extent(std::size_t begin, std::size_t end) const {
  DYNO_CHECK(begin <= end && end <= size(), "A range of values that exist");
  Extent result;
  while (begin < end) {
    const std::size_t index = begin / kBlockRows, start = index * kBlockRows;
    const std::size_t stop = std::min(end, start + kBlockRows);
    const bool is_own = index >= blocks_.size();
    if (!is_own && stop - begin == kBlockRows)
      result.include(blocks_[index].whole);
    else if (is_own)
      include_part({.values = tail_.data(), .groups = groups_.data(), .greats = greats_.data()},
                   begin - blocks_.size() * kBlockRows, stop - blocks_.size() * kBlockRows, result);
    else
      include_part(look_at(index), begin - start, stop - start, result);
    begin = stop;
  }
  return result;
}

// Down the pyramid, so that few values are looked at, and little of what is mapped is read.
template <typename IsReached>
std::size_t Column::first_position(std::size_t begin, std::size_t to_group,
                                   const IsReached& is_reached) const {
  const auto search = [&](std::size_t from, std::size_t to, const auto& value) {
    while (from < to) {
      const std::size_t middle = from + (to - from) / 2;
      if (is_reached(value(middle)))
        to = middle;
      else
        from = middle + 1;
    }
    return from;
  };
  const std::size_t block = search(std::min(begin / kBlockRows, blocks_.size()), blocks_.size(),
                                   [&](std::size_t i) { return blocks_[i].whole.high; });
  const ColumnBlock own{.values = tail_.data(), .groups = groups_.data(), .greats = greats_.data()};
  const bool is_own = block == blocks_.size();
  const ColumnBlock& found = is_own ? own : look_at(block);
  const std::size_t rows = is_own ? tail_.size() : kBlockRows, start = block * kBlockRows;
  const std::size_t from = begin > start ? std::min(begin - start, rows) : 0;
  const std::size_t great =
      search(from / kGreat, rows / kGreat, [&](std::size_t i) { return found.greats[i].high; });
  if (to_group == kGreat) return std::max(begin, start + std::min(great * kGreat, rows));
  const std::size_t last_group = std::min(rows / kFan, (great + 1) * kFan);
  const std::size_t group = search(std::max(great * kFan, from / kFan), last_group,
                                   [&](std::size_t i) { return found.groups[i].high; });
  if (to_group == kFan) return std::max(begin, start + group * kFan);
  const std::size_t last = std::min(rows, (group + 1) * kFan);
  return start + search(std::max(group * kFan, from), last,
                        [&](std::size_t i) { return found.values[i * found.stride]; });
}

std::size_t Column::position_from(double value, std::size_t begin) const {
  return first_position(begin, 1, [value](double other) { return other >= value; });
}

std::size_t Column::group_from(double value, std::size_t begin, std::size_t group) const {
  DYNO_CHECK(group == kFan || group == kGreat, "A group of the pyramid");
  return first_position(begin, group, [value](double other) { return other >= value; });
}

std::size_t Column::position_above(double value, std::size_t begin) const {
  return first_position(begin, 1, [value](double other) { return other > value; });
}

}  // namespace netdyno
