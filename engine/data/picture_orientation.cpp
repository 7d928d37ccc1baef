// SPDX-License-Identifier: MIT
#include "engine/data/picture_orientation.h"

#include <array>
#include <cstdint>

#include "engine/core/file_kind.h"
#include "engine/data/png_check.h"

namespace netdyno {

namespace {

using std::string_view_literals::operator""sv;

constexpr std::array<Orientation, 8> kOrientations = {{{false, false, false},
                                                       {true, false, false},
                                                       {true, true, false},
                                                       {false, true, false},
                                                       {false, false, true},
                                                       {false, true, true},
                                                       {true, true, true},
                                                       {true, false, true}}};

// Numbers of a TIFF structure, in its own order of bytes; beyond its end they are 0.
class TiffReader {
 public:
  explicit TiffReader(std::string_view bytes)
      : bytes_(bytes), is_big_endian_(bytes.starts_with('M')) {}

  std::uint32_t number(std::size_t at, std::size_t size) const {
    if (at > bytes_.size() || size > bytes_.size() - at) return 0;
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < size; ++i) {
      const std::size_t byte = at + (is_big_endian_ ? i : size - 1 - i);
      value = value << 8 | static_cast<unsigned char>(bytes_[byte]);
    }
    return value;
  }

 private:
  std::string_view bytes_;
  bool is_big_endian_;
};

std::uint32_t orientation_of_tiff(std::string_view bytes) {
  if (!bytes.starts_with("II*\0"sv) && !bytes.starts_with("MM\0*"sv)) return 1;
  constexpr std::size_t kEntryBytes = 12;
  constexpr std::uint32_t kOrientationTag = 0x0112, kShort = 3, kLong = 4;
  const TiffReader tiff(bytes);
  const std::size_t directory = tiff.number(4, 4);
  const std::uint32_t entries = tiff.number(directory, 2);
  for (std::size_t i = 0; i < entries; ++i) {
    const std::size_t entry = directory + 2 + i * kEntryBytes;
    if (entry > bytes.size()) break;
    if (tiff.number(entry, 2) != kOrientationTag) continue;
    const std::uint32_t type = tiff.number(entry + 2, 2);
    if (type == kShort) return tiff.number(entry + 8, 2);
    return type == kLong ? tiff.number(entry + 8, 4) : 1;
  }
  return 1;
}

// The segment before the pixels that holds EXIF data; empty when there is none.
std::string_view exif_of_jpeg(std::string_view file) {
  constexpr auto kHead = "Exif\0\0"sv;
  constexpr unsigned char kStartOfScan = 0xDA, kEnd = 0xD9, kApp1 = 0xE1;
  std::string_view rest = file.substr(2);
  while (rest.size() >= 4 && static_cast<unsigned char>(rest[0]) == 0xFF) {
    const auto marker = static_cast<unsigned char>(rest[1]);
    if (marker == 0xFF) {  // a fill byte
      rest.remove_prefix(1);
      continue;
    }
    if (marker == kStartOfScan || marker == kEnd) break;
    const std::size_t length =
        256u * static_cast<unsigned char>(rest[2]) + static_cast<unsigned char>(rest[3]);
    if (length < 2 || length > rest.size() - 2) break;
    const std::string_view data = rest.substr(4, length - 2);
    if (marker == kApp1 && data.starts_with(kHead)) return data.substr(kHead.size());
    rest.remove_prefix(2 + length);
  }
  return {};
}

}  // namespace

Orientation picture_orientation(std::string_view file) {
  std::uint32_t number = 1;
  const FileKind kind = file_kind(file.substr(0, kFileKindBytes));
  if (kind == FileKind::Jpeg) number = orientation_of_tiff(exif_of_jpeg(file));
  if (kind == FileKind::Png) number = orientation_of_tiff(png_chunk(file, "eXIf"));
  return number >= 1 && number <= 8 ? kOrientations[number - 1] : Orientation{};
}

}  // namespace netdyno
