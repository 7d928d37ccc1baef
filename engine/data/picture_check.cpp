// SPDX-License-Identifier: MIT
#include "engine/data/picture_check.h"

#include <fmt/core.h>

#include <array>

#include "engine/data/png_check.h"

namespace netdyno {

namespace {

constexpr const char* kTruncated = "is truncated (not all of its pixels are there)";

std::uint32_t little_endian(std::string_view bytes, std::size_t at, int size) {
  std::uint32_t value = 0;
  for (int i = size; i-- > 0;)
    value = value << 8 | static_cast<unsigned char>(bytes[at + static_cast<std::size_t>(i)]);
  return value;
}

std::string bmp_damage(std::string_view file, std::int64_t width, std::int64_t height) {
  constexpr std::size_t kPixelsAt = 10, kHeaderAt = 14, kOldHeader = 12;
  if (file.size() < 32) return kTruncated;
  const bool is_old = little_endian(file, kHeaderAt, 4) == kOldHeader;
  const std::int64_t begin = little_endian(file, kPixelsAt, 4);
  const std::int64_t bits = little_endian(file, is_old ? 24 : 28, 2);
  const std::int64_t row = (width * bits + 31) / 32 * 4;
  return begin + row * height > static_cast<std::int64_t>(file.size()) ? kTruncated : "";
}

// Walks over the blocks until the first picture's data have ended.
class GifWalker {
 public:
  explicit GifWalker(std::string_view file) : rest_(file) {}

  bool has_whole_picture() {
    constexpr std::size_t kScreenBytes = 13, kPictureBytes = 9;
    if (!skip(kScreenBytes, kScreenBytes - 3)) return false;
    while (!rest_.empty()) {
      const char block = rest_.front();
      rest_.remove_prefix(1);
      if (block == '!') {  // an extension: its label and data
        if (!skip(1) || !skip_data()) return false;
      } else {
        if (block != ',') return false;
        return skip(kPictureBytes, kPictureBytes - 1) && skip(1) && skip_data();
      }
    }
    return false;
  }

 private:
  bool skip(std::size_t count) {
    if (rest_.size() < count) return false;
    rest_.remove_prefix(count);
    return true;
  }

  // And the table of colours that the byte at `flags` may announce.
  bool skip(std::size_t count, std::size_t flags) {
    if (rest_.size() < count) return false;
    const auto bits = static_cast<unsigned char>(rest_[flags]);
    return skip(count) && ((bits & 0x80) == 0 || skip(std::size_t{6} << (bits & 7)));
  }

  bool skip_data() {
    for (;;) {
      if (rest_.empty()) return false;
      const std::size_t length = static_cast<unsigned char>(rest_.front());
      if (!skip(1 + length)) return false;
      if (length == 0) return true;
    }
  }

  std::string_view rest_;
};

bool is_pnm_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\v' || c == '\f';
}

// The next number of a PNM header, behind blanks and comments; −1 where there is none.
std::int64_t pnm_number(std::string_view file, std::size_t& at) {
  while (at < file.size() && (is_pnm_blank(file[at]) || file[at] == '#')) {
    if (file[at] == '#')
      while (at < file.size() && file[at] != '\n') ++at;
    else
      ++at;
  }
  std::int64_t number = -1;
  for (; at < file.size() && file[at] >= '0' && file[at] <= '9' && number < INT32_MAX; ++at)
    number = (number < 0 ? 0 : number * 10) + (file[at] - '0');
  return number;
}

std::string pnm_damage(std::string_view file, std::int64_t width, std::int64_t height) {
  std::size_t at = 2;
  pnm_number(file, at);
  pnm_number(file, at);
  const std::int64_t white = pnm_number(file, at);
  if (white != 255) return fmt::format("has pixels of 0 to {}, only 0 to 255 are read", white);
  const std::int64_t bytes = width * height * (file[1] == '6' ? 3 : 1);
  return static_cast<std::int64_t>(at) + 1 + bytes > std::ssize(file) ? kTruncated : "";
}

std::string size_damage(std::string_view file, std::int64_t width, std::int64_t height,
                        std::int64_t most_pixels_per_byte) {
  if (width * height <= most_pixels_per_byte * std::ssize(file)) return {};
  return fmt::format("is damaged ({}×{} pixels do not fit into {} bytes)", width, height,
                     file.size());
}

}  // namespace

bool is_readable_picture(FileKind kind) {
  return kind == FileKind::Png || kind == FileKind::Jpeg || kind == FileKind::Bmp ||
         kind == FileKind::Gif || kind == FileKind::Pnm;
}

std::string picture_damage(FileKind kind, std::string_view file, std::int64_t width,
                           std::int64_t height) {
  // Deflate makes at most 1032 bytes of one, and a byte holds at most 8 pixels.
  constexpr std::int64_t kMostPng = 8 * 1032;
  constexpr std::int64_t kMostJpeg = 8 * 64;
  // A code of 9 bits or more stands for 4096 pixels at most.
  constexpr std::int64_t kMostGif = 4096;
  std::string damage;
  switch (kind) {
    case FileKind::Png:
      damage = size_damage(file, width, height, kMostPng);
      return damage.empty() ? png_damage(file) : damage;
    case FileKind::Jpeg:
      return size_damage(file, width, height, kMostJpeg);
    case FileKind::Bmp:
      return bmp_damage(file, width, height);
    case FileKind::Gif:
      damage = size_damage(file, width, height, kMostGif);
      return damage.empty() && !GifWalker(file).has_whole_picture() ? kTruncated : damage;
    case FileKind::Pnm:
      return pnm_damage(file, width, height);
    default:
      return {};
  }
}

}  // namespace netdyno
