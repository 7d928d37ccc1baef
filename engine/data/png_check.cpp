// SPDX-License-Identifier: MIT
#include "engine/data/png_check.h"

#include <fmt/core.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <memory>
#include <vector>

namespace netdyno {

namespace {

constexpr std::size_t kSignatureBytes = 8;
constexpr std::size_t kAround = 12;  // length, name and check sum

std::uint32_t big_endian(std::string_view bytes) {
  std::uint32_t value = 0;
  for (int i = 0; i < 4; ++i)
    value = value << 8 | static_cast<unsigned char>(bytes[static_cast<std::size_t>(i)]);
  return value;
}

struct Chunk {
  std::string_view name;
  std::string_view data;
  std::uint32_t crc = 0;
};

// Returns false at the end, and where a chunk does not fit into what is left.
bool take_chunk(std::string_view& rest, Chunk& chunk) {
  if (rest.size() < kAround) return false;
  const std::size_t length = big_endian(rest);
  if (length > rest.size() - kAround) return false;
  chunk = {rest.substr(4, 4), rest.substr(8, length), big_endian(rest.substr(8 + length))};
  rest.remove_prefix(kAround + length);
  return true;
}

bool has_right_sum(const Chunk& chunk) {
  // Name and data lie side by side.
  const auto* begin = reinterpret_cast<const Bytef*>(chunk.name.data());
  return crc32_z(0, begin, chunk.name.size() + chunk.data.size()) == chunk.crc;
}

bool is_letter(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

// Bytes of the pixels with a filter byte before each row. 0: the header is no PNG's.
std::uint64_t pixel_bytes(std::string_view header) {
  if (header.size() < 13) return 0;
  const std::uint64_t width = big_endian(header), height = big_endian(header.substr(4));
  const auto bits = static_cast<unsigned char>(header[8]);
  const auto color = static_cast<unsigned char>(header[9]);
  constexpr std::array<unsigned, 7> kChannels = {1, 0, 3, 1, 2, 0, 4};
  const unsigned channels = color < kChannels.size() ? kChannels[color] : 0;
  if (width > INT32_MAX || height > INT32_MAX || bits == 0 || bits > 16) return 0;
  const auto rows = [&](std::uint64_t w, std::uint64_t h) {
    return w == 0 ? 0 : h * (1 + (w * bits * channels + 7) / 8);
  };
  if (header[12] == 0) return channels == 0 ? 0 : rows(width, height);
  // Adam7: the first column and row of each pass and its steps.
  struct Pass {
    unsigned x, y, step_x, step_y;
  };
  constexpr std::array<Pass, 7> kPasses = {{{0, 0, 8, 8},
                                            {4, 0, 8, 8},
                                            {0, 4, 4, 8},
                                            {2, 0, 4, 4},
                                            {0, 2, 2, 4},
                                            {1, 0, 2, 2},
                                            {0, 1, 1, 2}}};
  std::uint64_t bytes = 0;
  for (const Pass& pass : kPasses)
    bytes += rows((width + pass.step_x - 1 - pass.x) / pass.step_x,
                  (height + pass.step_y - 1 - pass.y) / pass.step_y);
  return channels == 0 ? 0 : bytes;
}

// Inflates piece after piece and counts what comes out, up to one byte more than is promised.
class PixelCounter {
 public:
  // Apple's own PNG files have no zlib header.
  PixelCounter(std::uint64_t promised, bool is_raw) : promised_(promised), out_(1 << 16) {
    is_good_ = inflateInit2(&stream_, is_raw ? -MAX_WBITS : MAX_WBITS) == Z_OK;
  }
  ~PixelCounter() { inflateEnd(&stream_); }
  PixelCounter(const PixelCounter&) = delete;
  PixelCounter& operator=(const PixelCounter&) = delete;

  void feed(std::string_view piece) {
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(piece.data()));
    stream_.avail_in = static_cast<uInt>(piece.size());  // a chunk's length has 31 bits
    while (is_good_ && !has_ended_ && count_ <= promised_) {
      stream_.next_out = out_.data();
      stream_.avail_out = static_cast<uInt>(out_.size());
      const int code = inflate(&stream_, Z_NO_FLUSH);
      const std::size_t got = out_.size() - stream_.avail_out;
      count_ += got;
      has_ended_ = code == Z_STREAM_END;
      if (code == Z_BUF_ERROR) return;  // needs the next piece
      is_good_ = code == Z_OK || has_ended_;
      if (stream_.avail_in == 0 && stream_.avail_out > 0) return;
    }
  }

  std::string damage() const {
    if (count_ > promised_) return "is damaged (its data inflate to more than its pixels)";
    if (!is_good_)
      return fmt::format("is damaged ({})", stream_.msg ? stream_.msg : "its data do not inflate");
    if (!has_ended_ || count_ < promised_)
      return fmt::format("is truncated ({} of {} bytes of its pixels are there)", count_,
                         promised_);
    return {};
  }

 private:
  std::uint64_t promised_;
  std::uint64_t count_ = 0;
  std::vector<Bytef> out_;
  z_stream stream_ = {};
  bool is_good_ = false;
  bool has_ended_ = false;
};

}  // namespace

std::string png_damage(std::string_view file) {
  std::string_view rest = file.substr(std::min(kSignatureBytes, file.size()));
  std::unique_ptr<PixelCounter> pixels;
  bool is_apples = false, has_ended = false;
  Chunk chunk;
  while (!has_ended && take_chunk(rest, chunk)) {
    if (!std::ranges::all_of(chunk.name, is_letter)) return "is damaged (a chunk has no name)";
    if (!has_right_sum(chunk))
      return fmt::format("is damaged (the check sum of its chunk {} is wrong)", chunk.name);
    if (chunk.name == "CgBI") is_apples = true;
    if (chunk.name == "IHDR") {
      const std::uint64_t promised = pixel_bytes(chunk.data);
      if (promised == 0) return "is damaged (its header is no PNG's)";
      pixels = std::make_unique<PixelCounter>(promised, is_apples);
    }
    if (chunk.name == "IDAT" && !pixels) return "is damaged (pixels before its header)";
    if (chunk.name == "IDAT") pixels->feed(chunk.data);
    has_ended = chunk.name == "IEND";
  }
  if (!has_ended && !rest.empty())
    return "is damaged or truncated (a chunk goes on beyond the end)";
  if (!has_ended || !pixels) return "is truncated (its last chunk is missing)";
  return pixels->damage();
}

std::pair<std::int64_t, std::int64_t> png_size(std::string_view file) {
  const std::string_view header = png_chunk(file, "IHDR");
  if (header.size() < 8) return {0, 0};
  return {big_endian(header), big_endian(header.substr(4))};
}

std::string_view png_chunk(std::string_view file, std::string_view name) {
  std::string_view rest = file.substr(std::min(kSignatureBytes, file.size()));
  Chunk chunk;
  while (take_chunk(rest, chunk))
    if (chunk.name == name) return chunk.data;
  return {};
}

}  // namespace netdyno
