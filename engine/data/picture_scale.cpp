// SPDX-License-Identifier: MIT
#include "engine/data/picture_scale.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "engine/core/error.h"

namespace netdyno {

namespace {

// The pixels along one axis that a pixel of the result is made of.
struct Window {
  int begin = 0;
  std::vector<float> weights;
  int end() const { return begin + static_cast<int>(weights.size()); }
};

std::vector<Window> windows_along(int pixels, double first, double extent, int results) {
  const double scale = extent / results;
  const double support = std::max(scale, 1.0);  // half the triangle's base
  std::vector<Window> windows(static_cast<std::size_t>(results));
  std::vector<double> weights;
  for (int i = 0; i < results; ++i) {
    const double center = first + (i + 0.5) * scale;
    const int begin = std::max(0, static_cast<int>(std::floor(center - support + 0.5)));
    const int end = std::min(pixels, static_cast<int>(std::floor(center + support + 0.5)));
    double sum = 0;
    weights.clear();
    for (int x = begin; x < end; ++x) {
      weights.push_back(std::max(0.0, 1 - std::abs(x + 0.5 - center) / support));
      sum += weights.back();
    }
    Window& window = windows[static_cast<std::size_t>(i)];
    window.begin = begin;
    for (const double weight : weights) window.weights.push_back(static_cast<float>(weight / sum));
  }
  return windows;
}

void scale_row(const std::uint8_t* row, int channels, const std::vector<Window>& columns,
               float* out) {
  for (const Window& window : columns)
    for (int c = 0; c < channels; ++c) {
      const std::uint8_t* pixel = row + std::ptrdiff_t{window.begin} * channels + c;
      float sum = 0;
      for (const float weight : window.weights) {
        sum += weight * static_cast<float>(*pixel);
        pixel += channels;
      }
      *out++ = sum;
    }
}

}  // namespace

std::vector<std::uint8_t> scale_picture(const PictureView& picture, const PicturePart& part,
                                        int width, int height) {
  DYNO_CHECK(part.width > 0 && part.height > 0 && width > 0 && height > 0, "Something to scale");
  const std::vector<Window> columns = windows_along(picture.width, part.left, part.width, width);
  const std::vector<Window> rows = windows_along(picture.height, part.top, part.height, height);
  const int first_row = rows.front().begin, last_row = rows.back().end();
  const auto row_values =
      static_cast<std::size_t>(width) * static_cast<std::size_t>(picture.channels);
  std::vector<float> narrowed(row_values * static_cast<std::size_t>(last_row - first_row));
  for (int y = first_row; y < last_row; ++y)
    scale_row(picture.pixels + std::ptrdiff_t{y} * picture.width * picture.channels,
              picture.channels, columns,
              narrowed.data() + row_values * static_cast<std::size_t>(y - first_row));
  std::vector<std::uint8_t> result;
  result.reserve(row_values * static_cast<std::size_t>(height));
  std::vector<float> sums(row_values);
  for (const Window& window : rows) {
    std::ranges::fill(sums, 0.0f);
    const float* row =
        narrowed.data() + row_values * static_cast<std::size_t>(window.begin - first_row);
    for (const float weight : window.weights) {
      for (std::size_t i = 0; i < row_values; ++i) sums[i] += weight * row[i];
      row += row_values;
    }
    for (const float sum : sums)
      result.push_back(static_cast<std::uint8_t>(std::clamp(std::lround(sum), 0l, 255l)));
  }
  return result;
}

}  // namespace netdyno
