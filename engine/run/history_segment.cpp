// SPDX-License-Identifier: MIT
#include "engine/run/history_segment.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <array>
#include <bit>
#include <cerrno>
#include <cstring>
#include <system_error>

#include "engine/core/error.h"
#include "engine/core/file_errors.h"
#include "engine/core/open_file.h"

namespace netdyno {

namespace {

namespace fs = std::filesystem;

static_assert(std::endian::native == std::endian::little, "segments are little-endian");
static_assert(sizeof(Extent) == 32, "as the format has it");

constexpr std::size_t kRows = Column::kBlockRows;
constexpr std::size_t kGroups = kRows / Column::kFan;
constexpr std::size_t kGreats = kGroups / Column::kFan;
constexpr std::size_t kCoarse = kGreats + 1;         // of a column, with the whole
constexpr std::size_t kExtents = kGroups + kCoarse;  // of a column

struct SegmentHead {
  std::array<char, 8> magic = {'N', 'D', 'H', 'I', 'S', 'T', '1', '\n'};
  std::uint32_t columns = 0;
  std::uint32_t rows = kRows;
  std::uint32_t rows_crc = 0;
  std::uint32_t pyramid_crc = 0;
  std::array<std::uint32_t, 10> unused = {};
};
static_assert(sizeof(SegmentHead) == 64);

constexpr std::size_t pyramid_bytes(std::size_t columns) {
  return columns * kExtents * sizeof(Extent);
}

constexpr std::size_t segment_bytes(std::size_t columns) {
  return sizeof(SegmentHead) + pyramid_bytes(columns) + columns * kRows * sizeof(double);
}

SegmentHead head_of(std::span<const std::byte> bytes) {
  SegmentHead head;
  std::memcpy(&head, bytes.data(), sizeof(head));
  return head;
}

std::uint32_t crc_of(std::span<const std::byte> bytes) {
  return static_cast<std::uint32_t>(
      crc32_z(0, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
}

std::span<const std::byte> pyramid_of(std::span<const std::byte> segment) {
  return segment.subspan(sizeof(SegmentHead), pyramid_bytes(head_of(segment).columns));
}

std::span<const std::byte> rows_of(std::span<const std::byte> segment) {
  return segment.subspan(sizeof(SegmentHead) + pyramid_bytes(head_of(segment).columns));
}

[[noreturn]] void refuse_segment(const fs::path& file, const std::string& problem) {
  throw Error(fmt::format("{} is no usable part of a run's history: {}", file.string(), problem),
              "Put the folder \"history\" back as the training wrote it");
}

}  // namespace

std::shared_ptr<const HistorySegment> HistorySegment::of_tails(std::span<const Column> columns) {
  const std::shared_ptr<HistorySegment> segment(new HistorySegment);
  segment->owned_.resize(segment_bytes(columns.size()));
  std::byte* const bytes = segment->owned_.data();
  auto* coarse = reinterpret_cast<Extent*>(bytes + sizeof(SegmentHead));
  auto* groups = coarse + columns.size() * kCoarse;
  auto* const rows = reinterpret_cast<double*>(coarse + columns.size() * kExtents);
  for (std::size_t c = 0; c < columns.size(); ++c) {
    DYNO_CHECK(columns[c].tail_size() == kRows, "A segment is made of full tails");
    const ColumnBlock tail = columns[c].tail();
    groups = std::copy_n(tail.groups, kGroups, groups);
    coarse = std::copy_n(tail.greats, kGreats, coarse);
    *coarse++ = tail.whole;
    for (std::size_t row = 0; row < kRows; ++row) rows[row * columns.size() + c] = tail.values[row];
  }
  segment->bytes_ = segment->owned_;
  SegmentHead head;
  head.columns = static_cast<std::uint32_t>(columns.size());
  std::memcpy(bytes, &head, sizeof(head));
  head.pyramid_crc = crc_of(pyramid_of(segment->bytes_));
  head.rows_crc = crc_of(rows_of(segment->bytes_));
  std::memcpy(bytes, &head, sizeof(head));
  segment->take_head();
  return segment;
}

std::shared_ptr<const HistorySegment> HistorySegment::open(const fs::path& file,
                                                           std::size_t columns) {
  const OpenFile opened = OpenFile::for_reading(file, "Copy the whole folder of the run");
  const std::shared_ptr<HistorySegment> segment(new HistorySegment);
  segment->map(opened.descriptor(), file, columns);
  segment->file_ = file;
  const SegmentHead head = head_of(segment->bytes_);
  const SegmentHead expected;
  if (head.magic != expected.magic || head.columns != columns || head.rows != kRows)
    refuse_segment(file, "it begins with something else");
  const std::span<const std::byte> pyramid = pyramid_of(segment->bytes_);
  if (crc_of(pyramid) != head.pyramid_crc) refuse_segment(file, "it is damaged");
  segment->take_head();
  return segment;
}

std::shared_ptr<const HistorySegment> HistorySegment::moved_to_hidden_file(
    const fs::path& folder) const {
  const OpenFile hidden = OpenFile::hidden(folder);
  hidden.write_all({reinterpret_cast<const char*>(bytes_.data()), bytes_.size()});
  const std::shared_ptr<HistorySegment> segment(new HistorySegment);
  segment->map(hidden.descriptor(), folder, columns_);
  segment->take_head();
  return segment;
}

void HistorySegment::map(int descriptor, const fs::path& file, std::size_t columns) {
  struct stat status {};
  if (fstat(descriptor, &status) != 0) fail_to_read(file, errno);
  const std::size_t size = segment_bytes(columns);
  if (static_cast<std::uint64_t>(status.st_size) != size)
    refuse_segment(file, fmt::format("it has {} bytes instead of {}", status.st_size, size));
  void* const start = mmap(nullptr, size, PROT_READ, MAP_SHARED, descriptor, 0);
  if (start == MAP_FAILED) fail_to_read(file, errno);
  bytes_ = {static_cast<const std::byte*>(start), size};
  // Else a look at one number may take the memory of all of them.
  madvise(start, size, MADV_NOHUGEPAGE);
}

void HistorySegment::take_head() {
  const SegmentHead head = head_of(bytes_);
  columns_ = head.columns;
  rows_crc_ = head.rows_crc;
  pyramid_crc_ = head.pyramid_crc;
}

HistorySegment::~HistorySegment() {
  if (!is_in_memory() && !bytes_.empty())
    munmap(const_cast<std::byte*>(bytes_.data()), bytes_.size());
}

ColumnBlock HistorySegment::block(std::size_t column) const {
  const std::byte* const pyramid = bytes_.data() + sizeof(SegmentHead);
  const auto* const extents = reinterpret_cast<const Extent*>(pyramid);
  const Extent* const coarse = extents + column * kCoarse;
  const auto* const rows = reinterpret_cast<const double*>(pyramid + pyramid_bytes(columns_));
  return {.values = rows + column,
          .stride = columns_,
          .groups = extents + columns_ * kCoarse + column * kGroups,
          .greats = coarse,
          .whole = coarse[kGreats],
          .mapping = is_in_memory() ? std::span<const std::byte>() : bytes_,
          .keeper = shared_from_this()};
}

std::string HistorySegment::checksum() const {
  return fmt::format("{:08x}{:08x}", rows_crc_, pyramid_crc_);
}

void HistorySegment::release() const {
  if (is_in_memory()) return;
  madvise(const_cast<std::byte*>(bytes_.data()), bytes_.size(), MADV_DONTNEED);
}

}  // namespace netdyno
