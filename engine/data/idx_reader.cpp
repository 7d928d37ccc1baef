// SPDX-License-Identifier: MIT
#include "engine/data/idx_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "engine/core/error.h"
#include "engine/data/byte_stream.h"

namespace netdyno {

namespace {

constexpr int kUnsignedByte = 0x08;
constexpr std::size_t kChunkBytes = 1u << 20;

std::uint32_t read_big_endian(ByteStream& stream, const std::string& name) {
  std::array<std::uint8_t, 4> bytes{};
  const std::size_t got = stream.read(bytes);
  if (got < bytes.size())
    throw Error(fmt::format("{}: truncated, the header ends too early", name),
                "Get the file again");
  return (std::uint32_t{bytes[0]} << 24) | (std::uint32_t{bytes[1]} << 16) |
         (std::uint32_t{bytes[2]} << 8) | bytes[3];
}

// 0x0000TTDD: TT the type of the values, DD how many extents follow.
int read_rank(ByteStream& stream, const std::string& name) {
  const std::uint32_t magic = read_big_endian(stream, name);
  const std::uint32_t type = (magic >> 8) & 0xff;
  const auto rank = static_cast<int>(magic & 0xff);
  if (magic >> 16 != 0 || type < kUnsignedByte || type > 0x0e || rank == 0)
    throw Error(fmt::format("{}: wrong magic number 0x{:08x}, this is no IDX file", name, magic),
                "Expected 0x00000801 for labels or 0x00000803 for images");
  if (type != kUnsignedByte)
    throw Error(fmt::format("{}: holds values of the IDX type 0x{:02x}", name, type),
                "Only unsigned bytes, type 0x08, are read");
  if (rank > Shape::kMaxRank)
    throw Error(
        fmt::format("{}: has {} dimensions, at most {} are read", name, rank, Shape::kMaxRank));
  return rank;
}

// The payload's size in bytes, refused when the file cannot hold it.
std::uint64_t checked_size(std::span<const Index> extents, const ByteStream& stream,
                           const std::string& name) {
  const std::uint64_t bound = stream.upper_bound();
  std::uint64_t size = 1;
  for (const Index extent : extents)
    if (extent == 0) return 0;
  for (const Index extent : extents) {
    const auto factor = static_cast<std::uint64_t>(extent);
    if (size > bound / factor)
      throw Error(fmt::format("{}: truncated, its header promises {} bytes, the file cannot hold "
                              "more than {}",
                              name, fmt::join(extents, "×"), bound),
                  "Get the file again");
    size *= factor;
  }
  return size;
}

std::vector<std::uint8_t> read_payload(ByteStream& stream, std::uint64_t size,
                                       const std::string& name,
                                       const std::function<bool(double)>& progress) {
  std::vector<std::uint8_t> bytes;
  while (bytes.size() < size) {
    // Grows as data arrive: even within the bound a header may lie.
    const std::size_t begin = bytes.size();
    if (bytes.capacity() == begin)
      bytes.reserve(std::min<std::uint64_t>(size, std::max<std::size_t>(2 * begin, 64u << 20)));
    bytes.resize(std::min<std::uint64_t>(size, begin + kChunkBytes));
    const std::size_t got = stream.read(std::span(bytes).subspan(begin));
    if (begin + got < bytes.size())
      throw Error(fmt::format("{}: truncated, {} of {} bytes are there", name, begin + got, size),
                  "Get the file again");
    if (progress && !progress(stream.progress())) throw Error("cancelled");
  }
  return bytes;
}

}  // namespace

IdxArray read_idx(const std::filesystem::path& file, const std::function<bool(double)>& progress) {
  const std::string name = file.string();
  ByteStream stream(file);
  std::array<Index, Shape::kMaxRank> extents{};
  const int rank = read_rank(stream, name);
  for (int axis = 0; axis < rank; ++axis)
    extents[static_cast<std::size_t>(axis)] = read_big_endian(stream, name);
  const std::span<const Index> shape(extents.data(), static_cast<std::size_t>(rank));

  IdxArray array{Shape(shape), {}};
  array.bytes = read_payload(stream, checked_size(shape, stream, name), name, progress);
  // Reading on also has zlib check the sum at the end of a compressed file.
  std::array<std::uint8_t, 1> further{};
  if (stream.read(further) > 0)
    throw Error(fmt::format("{}: trailing bytes, the header promises {} and more follow", name,
                            array.bytes.size()),
                "Get the file again");
  return array;
}

}  // namespace netdyno
