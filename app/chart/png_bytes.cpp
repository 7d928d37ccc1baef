// SPDX-License-Identifier: MIT
#include "app/chart/png_bytes.h"

#include <stb_image_write.h>
#include <zlib.h>

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "engine/core/error.h"

namespace netdyno::app {

namespace {

constexpr std::size_t kHeaderBytes = 33;  // signature and IHDR: what follows may be pHYs
constexpr double kMetresPerInch = 0.0254;

void append_big_endian(std::string& bytes, std::uint32_t value) {
  for (const int shift : {24, 16, 8, 0}) bytes.push_back(static_cast<char>(value >> shift & 255));
}

std::string resolution_chunk(double dots_per_inch) {
  const auto per_metre = static_cast<std::uint32_t>(std::lround(dots_per_inch / kMetresPerInch));
  std::string body = "pHYs";
  append_big_endian(body, per_metre);
  append_big_endian(body, per_metre);
  body.push_back(1);  // the unit is the metre
  std::string chunk;
  append_big_endian(chunk, static_cast<std::uint32_t>(body.size() - 4));
  chunk += body;
  append_big_endian(chunk, static_cast<std::uint32_t>(crc32_z(
                               0, reinterpret_cast<const Bytef*>(body.data()), body.size())));
  return chunk;
}

}  // namespace

std::string png_bytes(const Pixels& pixels, double dots_per_inch) {
  std::string encoded;
  const auto append = [](void* context, void* data, int size) {
    static_cast<std::string*>(context)->append(static_cast<const char*>(data),
                                               static_cast<std::size_t>(size));
  };
  if (!stbi_write_png_to_func(append, &encoded, pixels.width, pixels.height, 4, pixels.rgba.data(),
                              4 * pixels.width))
    throw Error("Cannot encode a picture as PNG", "Export it at fewer dots per inch");
  if (dots_per_inch > 0) encoded.insert(kHeaderBytes, resolution_chunk(dots_per_inch));
  return encoded;
}

std::string base64(std::string_view bytes) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::size_t count = std::min<std::size_t>(3, bytes.size() - i);
    std::uint32_t group = 0;
    for (std::size_t k = 0; k < 3; ++k)
      group = group << 8 | (k < count ? static_cast<unsigned char>(bytes[i + k]) : 0u);
    for (std::size_t k = 0; k < 4; ++k)
      text.push_back(k <= count ? kDigits[group >> (18 - 6 * k) & 63] : '=');
  }
  return text;
}

Pixels enlarged_pixels(const Pixels& pixels, int side) {
  const int shorter = std::max(1, std::min(pixels.width, pixels.height));
  const int times = std::clamp((side + shorter - 1) / shorter, 1, 16);
  if (times == 1) return pixels;
  Pixels large;
  large.width = pixels.width * times;
  large.height = pixels.height * times;
  large.rgba.resize(static_cast<std::size_t>(large.width) * large.height);
  for (int y = 0; y < large.height; ++y)
    for (int x = 0; x < large.width; ++x)
      large.rgba[static_cast<std::size_t>(y) * large.width + x] =
          pixels.rgba[static_cast<std::size_t>(y / times) * pixels.width + x / times];
  return large;
}

}  // namespace netdyno::app
