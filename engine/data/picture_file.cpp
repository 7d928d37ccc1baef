// SPDX-License-Identifier: MIT
#include "engine/data/picture_file.h"

#include <fmt/core.h>
#include <stb_image.h>
#include <stb_image_resize.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <memory>

#include "engine/core/error.h"

namespace netdyno {

namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kMostPixels = std::int64_t{1} << 26;
// Deflate makes at most 1032 bytes of one, and a byte holds at most 8 pixels; JPEG and BMP do
// worse.
constexpr std::int64_t kMostPixelsPerByte = 8 * 1032;

struct Free {
  void operator()(stbi_uc* pixels) const { stbi_image_free(pixels); }
};

struct Decoded {
  std::unique_ptr<stbi_uc, Free> pixels;  // [H,W,C]
  int width = 0;
  int height = 0;
};

[[noreturn]] void refuse(const fs::path& file, const std::string& problem) {
  throw Error(fmt::format("{}: {}", file.string(), problem), "Remove the file or get it again");
}

// Whether each chunk of a PNG file ends within the file. stb_image believes their lengths, and
// takes as much memory.
bool has_whole_chunks(const fs::path& file, std::int64_t bytes) {
  constexpr std::array<char, 8> kSignature = {'\x89', 'P', 'N', 'G', '\r', '\n', '\x1a', '\n'};
  constexpr std::int64_t kAround = 12;  // length, name and check sum
  std::ifstream in(file, std::ios::binary);
  std::array<char, 8> head;
  if (!in.read(head.data(), head.size()) || head != kSignature) return true;
  for (std::int64_t at = std::ssize(head); at + kAround <= bytes;) {
    if (!in.seekg(at) || !in.read(head.data(), 4)) return false;
    std::int64_t length = 0;
    for (int i = 0; i < 4; ++i)
      length = length * 256 + static_cast<unsigned char>(head[static_cast<std::size_t>(i)]);
    at += kAround + length;
    if (at > bytes) return false;
  }
  return true;
}

Decoded decode(const fs::path& file, int channels) {
  std::error_code error;
  if (!fs::is_regular_file(file, error)) refuse(file, "is no file");
  const auto bytes = static_cast<std::int64_t>(fs::file_size(file, error));
  if (!has_whole_chunks(file, bytes)) refuse(file, "is damaged (a chunk goes on beyond the end)");
  Decoded picture;
  int own_channels = 0;
  const std::string name = file.string();
  if (!stbi_info(name.c_str(), &picture.width, &picture.height, &own_channels))
    refuse(file, fmt::format("is no picture ({})", stbi_failure_reason()));
  if (picture.width < 1 || picture.height < 1) refuse(file, "has no pixels");
  if (std::int64_t{picture.width} * picture.height > kMostPixels)
    refuse(file, fmt::format("{}×{} pixels are too many", picture.width, picture.height));
  if (std::int64_t{picture.width} * picture.height > kMostPixelsPerByte * bytes)
    refuse(file, fmt::format("is damaged ({}×{} pixels do not fit into {} bytes)", picture.width,
                             picture.height, bytes));
  picture.pixels.reset(
      stbi_load(name.c_str(), &picture.width, &picture.height, &own_channels, channels));
  if (!picture.pixels) refuse(file, fmt::format("is damaged ({})", stbi_failure_reason()));
  return picture;
}

// The largest part of a picture around its middle with the proportions of width × height.
struct Part {
  int left, top, width, height;
};

Part middle_part(const Decoded& picture, int width, int height) {
  const double scale = std::max(static_cast<double>(width) / picture.width,
                                static_cast<double>(height) / picture.height);
  const auto fitting = [scale](int wanted, int present) {
    return std::clamp(static_cast<int>(std::lround(wanted / scale)), 1, present);
  };
  Part part{0, 0, fitting(width, picture.width), fitting(height, picture.height)};
  part.left = (picture.width - part.width) / 2;
  part.top = (picture.height - part.height) / 2;
  return part;
}

}  // namespace

bool is_picture_name(const fs::path& file) {
  constexpr std::array<std::string_view, 4> kEndings = {".png", ".jpg", ".jpeg", ".bmp"};
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
  const Part part = middle_part(picture, width, height);
  const int stride = picture.width * channels;
  std::vector<std::uint8_t> interleaved(static_cast<std::size_t>(shape.size()));
  if (!stbir_resize_uint8(picture.pixels.get() + part.top * stride + part.left * channels,
                          part.width, part.height, stride, interleaved.data(), width, height, 0,
                          channels))
    refuse(file, "cannot be scaled, there is not enough memory");
  std::vector<std::uint8_t> planes(interleaved.size());
  const std::size_t plane = planes.size() / static_cast<std::size_t>(channels);
  for (std::size_t i = 0; i < interleaved.size(); ++i)
    planes[i % static_cast<std::size_t>(channels) * plane +
           i / static_cast<std::size_t>(channels)] = interleaved[i];
  return planes;
}

}  // namespace netdyno
