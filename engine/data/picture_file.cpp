// SPDX-License-Identifier: MIT
#include "engine/data/picture_file.h"

#include <fmt/core.h>
#include <stb_image.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <memory>

#include "engine/core/error.h"
#include "engine/core/file_errors.h"
#include "engine/data/picture_check.h"
#include "engine/data/picture_orientation.h"
#include "engine/data/picture_scale.h"
#include "engine/data/png_check.h"

namespace netdyno {

namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kMostFilePixels = std::int64_t{1} << 28;
constexpr std::int64_t kMostFileBytes = INT32_MAX;  // as the decoder counts them

struct Free {
  void operator()(stbi_uc* pixels) const { stbi_image_free(pixels); }
};

struct Decoded {
  std::unique_ptr<stbi_uc, Free> pixels;  // [H,W,C]
  int width = 0;
  int height = 0;
  Orientation orientation;
};

[[noreturn]] void refuse(const fs::path& file, const std::string& problem,
                         const std::string& hint = "Remove the file or get it again") {
  throw Error(fmt::format("{}: {}", file.string(), problem), hint);
}

std::string read_bytes(const fs::path& file) {
  std::error_code error;
  // A pipe could block forever, a device never end.
  if (!fs::is_regular_file(file, error)) refuse(file, "is no file");
  const auto size = static_cast<std::int64_t>(fs::file_size(file, error));
  if (error) refuse(file, fmt::format("cannot be read ({})", error.message()));
  if (size > kMostFileBytes) refuse(file, "has more than 2 GB, which is too much for a picture");
  errno = 0;
  std::ifstream in(file, std::ios::binary);
  std::string bytes(static_cast<std::size_t>(size), '\0');
  if (!in.read(bytes.data(), size))
    refuse(file, fmt::format("cannot be read ({})", errno ? std::strerror(errno) : "it was cut"),
           reading_hint(errno, "Check its permissions"));
  return bytes;
}

void check_kind(const fs::path& file, FileKind kind, const std::string& bytes) {
  if (is_readable_picture(kind)) return;
  if (bytes.empty()) refuse(file, "is empty");
  if (kind == FileKind::Unknown) refuse(file, "is no picture (its content is of no known kind)");
  refuse(file, fmt::format("is {}, which is not read", name_of(kind)), "Convert it to PNG or JPEG");
}

[[noreturn]] void refuse_size(const fs::path& file, std::int64_t width, std::int64_t height) {
  refuse(file, fmt::format("{}×{} pixels are too many, 2^28 are read", width, height),
         "Make it smaller");
}

Decoded decode(const fs::path& file, int channels) {
  const std::string bytes = read_bytes(file);
  const FileKind kind = file_kind(std::string_view(bytes).substr(0, kFileKindBytes));
  check_kind(file, kind, bytes);
  const auto* data = reinterpret_cast<const stbi_uc*>(bytes.data());
  const auto size = static_cast<int>(bytes.size());
  Decoded picture;
  int own_channels = 0;
  if (!stbi_info_from_memory(data, size, &picture.width, &picture.height, &own_channels)) {
    const auto [width, height] = png_size(bytes);
    if (kind == FileKind::Png && width > 0 && height > kMostFilePixels / width)
      refuse_size(file, width, height);
    const std::string damage = kind == FileKind::Png ? png_damage(bytes) : std::string();
    refuse(file, damage.empty() ? fmt::format("is damaged ({})", stbi_failure_reason()) : damage);
  }
  // The rows of such a BMP file run from top to bottom.
  if (kind == FileKind::Bmp && picture.height < 0 && picture.height > -INT32_MAX)
    picture.height = -picture.height;
  if (picture.width < 1 || picture.height < 1) refuse(file, "has no pixels");
  if (std::int64_t{picture.width} * picture.height > kMostFilePixels)
    refuse_size(file, picture.width, picture.height);
  const std::string damage = picture_damage(kind, bytes, picture.width, picture.height);
  if (!damage.empty()) refuse(file, damage);
  picture.pixels.reset(
      stbi_load_from_memory(data, size, &picture.width, &picture.height, &own_channels, channels));
  if (!picture.pixels) refuse(file, fmt::format("is damaged ({})", stbi_failure_reason()));
  picture.orientation = picture_orientation(bytes);
  return picture;
}

// Along one axis: where the part begins in the picture as it is stored. Of whole pixels when
// nothing is scaled; of an odd rest the smaller half lies before the part as it is shown.
double part_begin(int pixels, double extent, bool is_whole, bool is_mirrored) {
  const double rest = pixels - extent;
  if (!is_whole) return rest / 2;
  const double before = static_cast<int>(rest) / 2;
  return is_mirrored ? rest - before : before;
}

// The largest part of a picture around its middle with the proportions of width × height.
PicturePart middle_part(const Decoded& picture, int width, int height) {
  const std::int64_t by_width = std::int64_t{picture.width} * height;
  const std::int64_t by_height = std::int64_t{picture.height} * width;
  PicturePart part{0, 0, static_cast<double>(picture.width), static_cast<double>(picture.height)};
  if (by_width > by_height) part.width = static_cast<double>(by_height) / height;
  if (by_width < by_height) part.height = static_cast<double>(by_width) / width;
  const bool is_whole = part.width == width && part.height == height;
  part.left = part_begin(picture.width, part.width, is_whole, picture.orientation.mirrors_x);
  part.top = part_begin(picture.height, part.height, is_whole, picture.orientation.mirrors_y);
  return part;
}

// From interleaved rows as they are stored to planes as they are shown, width × height.
std::vector<std::uint8_t> shown_planes(const std::vector<std::uint8_t>& stored,
                                       const Orientation& orientation, int width, int height,
                                       int channels) {
  const int stored_width = orientation.swaps ? height : width;
  const int stored_height = orientation.swaps ? width : height;
  std::vector<std::uint8_t> planes;
  planes.reserve(stored.size());
  for (int c = 0; c < channels; ++c)
    for (int y = 0; y < height; ++y)
      for (int x = 0; x < width; ++x) {
        int from_x = orientation.swaps ? y : x, from_y = orientation.swaps ? x : y;
        if (orientation.mirrors_x) from_x = stored_width - 1 - from_x;
        if (orientation.mirrors_y) from_y = stored_height - 1 - from_y;
        planes.push_back(
            stored[(static_cast<std::size_t>(from_y) * static_cast<std::size_t>(stored_width) +
                    static_cast<std::size_t>(from_x)) *
                       static_cast<std::size_t>(channels) +
                   static_cast<std::size_t>(c)]);
      }
  return planes;
}

}  // namespace

bool is_picture_name(const fs::path& file) {
  constexpr std::array<std::string_view, 8> kEndings = {".png", ".jpg", ".jpeg", ".bmp",
                                                        ".gif", ".pgm", ".ppm",  ".pnm"};
  std::string ending = file.extension().string();
  for (char& letter : ending)
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  return std::ranges::find(kEndings, ending) != kEndings.end();
}

std::vector<std::uint8_t> read_picture(const fs::path& file, const Shape& shape) {
  const auto channels = static_cast<int>(shape.channels());
  const auto width = static_cast<int>(shape.width());
  const auto height = static_cast<int>(shape.height());
  DYNO_CHECK(shape.is_image() && (channels == 1 || channels == 3), "Grey or coloured pictures");
  const Decoded picture = decode(file, channels);
  const bool swaps = picture.orientation.swaps;
  const int stored_width = swaps ? height : width, stored_height = swaps ? width : height;
  const PicturePart part = middle_part(picture, stored_width, stored_height);
  const std::vector<std::uint8_t> scaled =
      scale_picture({picture.pixels.get(), picture.width, picture.height, channels}, part,
                    stored_width, stored_height);
  return shown_planes(scaled, picture.orientation, width, height, channels);
}

}  // namespace netdyno
