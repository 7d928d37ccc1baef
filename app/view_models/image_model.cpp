// SPDX-License-Identifier: MIT
#include "app/view_models/image_model.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "app/chart/color_map.h"
#include "app/view_models/number_text.h"

namespace netdyno::app {

namespace {

Pixels blank(int width, int height) {
  Pixels pixels;
  pixels.width = std::max(width, 1);
  pixels.height = std::max(height, 1);
  pixels.rgba.assign(static_cast<std::size_t>(pixels.width) * pixels.height, 0u);
  return pixels;
}

std::uint32_t& at(Pixels& pixels, int x, int y) {
  return pixels.rgba[static_cast<std::size_t>(y) * pixels.width + x];
}

// Reads value c of pixel (x, y) of one filter.
class FilterReader {
 public:
  FilterReader(const ImageGrid& grid, std::size_t index)
      : grid_(grid),
        values_(grid.values.data() +
                index * static_cast<std::size_t>(grid.channels * grid.height * grid.width)) {}
  float value(Index channel, Index y, Index x) const {
    return values_[(channel * grid_.height + y) * grid_.width + x];
  }
  double mean(Index y, Index x) const {
    double sum = 0;
    for (Index c = 0; c < grid_.channels; ++c) sum += value(c, y, x);
    return sum / static_cast<double>(grid_.channels);
  }

 private:
  const ImageGrid& grid_;
  const float* values_;
};

Color filter_color(const FilterReader& filter, const ImageGrid& grid, Index y, Index x,
                   double limit, const Theme& theme, const std::optional<Index>& channel_shown) {
  if (channel_shown) return diverging_color(filter.value(*channel_shown, y, x), limit, theme);
  if (grid.channels != 3) return diverging_color(filter.mean(y, x), limit, theme);
  // Zero is middle grey in each channel, so the sign stays visible.
  const auto channel = [&](Index c) {
    const double share = limit > 0 ? filter.value(c, y, x) / limit : 0.0;
    return static_cast<float>(std::clamp(0.5 + 0.5 * share, 0.0, 1.0));
  };
  const Color color{channel(0), channel(1), channel(2), 1};
  const bool is_finite = std::isfinite(filter.mean(y, x));
  return is_finite ? color : theme.error;
}

// The largest size of the finite values of one image.
double image_limit(const ImageGrid& grid, std::size_t index) {
  const auto size = static_cast<std::size_t>(grid.channels * grid.height * grid.width);
  double limit = 0;
  for (const float value : std::span(grid.values).subspan(index * size, size))
    if (std::isfinite(value)) limit = std::max(limit, std::abs(static_cast<double>(value)));
  return limit;
}

// "Filter 3: weights w from -0.42 to 0.31".
std::string range_text(const ImageGrid& grid, std::size_t index, const char* image,
                       const std::string& values_name) {
  const auto size = static_cast<std::size_t>(grid.channels * grid.height * grid.width);
  const std::span<const float> values(grid.values.data() + index * size, size);
  if (!std::ranges::all_of(values, [](float value) { return std::isfinite(value); }))
    return fmt::format("{} {}: {} that are not finite", image, index,
                       values_name.substr(0, values_name.find(' ')));
  const auto [low, high] = std::ranges::minmax(values);
  return fmt::format("{} {}: {} from {} to {}", image, index, values_name, number_text(low),
                     number_text(high));
}

bool is_complete(const ImageGrid& grid) {
  return grid.count > 0 && grid.channels > 0 && grid.height > 0 && grid.width > 0 &&
         grid.values.size() >=
             static_cast<std::size_t>(grid.count * grid.channels * grid.height * grid.width);
}

}  // namespace

std::string class_name(const std::vector<std::string>& names, std::int32_t index) {
  const auto i = static_cast<std::size_t>(index);
  return index >= 0 && i < names.size() ? names[i] : fmt::format("class {}", index);
}

double filter_limit(const ImageGrid& grid) {
  const double limit = std::max(std::abs(grid.min), std::abs(grid.max));
  return std::isfinite(limit) ? limit : 0.0;
}

double map_limit(const ImageGrid& grid, const FilterView& view, std::size_t index) {
  const double whole = view.scale == MapScale::Local ? image_limit(grid, index)
                       : view.scale == MapScale::Global && grid.network_limit > 0
                           ? static_cast<double>(grid.network_limit)
                           : filter_limit(grid);
  return whole / view.contrast;
}

Pixels filter_pixels(const ImageGrid& grid, std::size_t columns, int gap, const Theme& theme,
                     const FilterView& view) {
  if (!is_complete(grid) || columns == 0) return blank(1, 1);
  const auto count = static_cast<std::size_t>(grid.count);
  const std::size_t rows = (count + columns - 1) / columns;
  const int step_x = static_cast<int>(grid.width) + gap;
  const int step_y = static_cast<int>(grid.height) + gap;
  Pixels pixels =
      blank(static_cast<int>(columns) * step_x - gap, static_cast<int>(rows) * step_y - gap);
  std::optional<Index> channel = view.channel;
  if (channel) channel = std::clamp(*channel, Index{0}, grid.channels - 1);
  for (std::size_t i = 0; i < count; ++i) {
    const FilterReader filter(grid, i);
    const double limit = map_limit(grid, view, i);
    const int left = static_cast<int>(i % columns) * step_x;
    const int top = static_cast<int>(i / columns) * step_y;
    for (Index y = 0; y < grid.height; ++y)
      for (Index x = 0; x < grid.width; ++x)
        at(pixels, left + static_cast<int>(x), top + static_cast<int>(y)) =
            pack(filter_color(filter, grid, y, x, limit, theme, channel));
  }
  return pixels;
}

std::string filter_text(const ImageGrid& grid, std::size_t index) {
  if (!is_complete(grid) || index >= static_cast<std::size_t>(grid.count)) return {};
  return range_text(grid, index, "Filter", "weights w");
}

std::string map_text(const ImageGrid& grid, std::size_t index) {
  if (!is_complete(grid) || index >= static_cast<std::size_t>(grid.count)) return {};
  return range_text(grid, index, "Map", "outputs");
}

std::string pixel_text(const ImageGrid& grid, std::size_t index, Index y, Index x) {
  if (!is_complete(grid) || index >= static_cast<std::size_t>(grid.count)) return {};
  const FilterReader image(grid, index);
  if (grid.channels != 3)
    return (grid.channels > 1 ? "mean of channels " : "") + number_text(image.mean(y, x));
  return fmt::format("{}, {}, {}", number_text(static_cast<double>(image.value(0, y, x))),
                     number_text(static_cast<double>(image.value(1, y, x))),
                     number_text(static_cast<double>(image.value(2, y, x))));
}

std::size_t best_columns(std::size_t count, double width_px, double height_px) {
  std::size_t best = 1;
  double best_side = 0;
  for (std::size_t columns = 1; columns <= std::max<std::size_t>(count, 1); ++columns) {
    const double rows = std::ceil(static_cast<double>(count) / static_cast<double>(columns));
    const double side = std::min(width_px / static_cast<double>(columns), height_px / rows);
    if (side > best_side + 1e-9) {
      best_side = side;
      best = columns;
    }
  }
  return best;
}

Pixels diverging_legend(int width, const Theme& theme) {
  Pixels pixels = blank(width, 1);
  for (int x = 0; x < pixels.width; ++x)
    at(pixels, x, 0) = pack(diverging_color(2.0 * (x + 0.5) / pixels.width - 1, 1, theme));
  return pixels;
}

Pixels sequential_legend(int width, const Theme& theme) {
  Pixels pixels = blank(width, 1);
  for (int x = 0; x < pixels.width; ++x)
    at(pixels, x, 0) = pack(sequential_color((x + 0.5) / pixels.width, 1, theme));
  return pixels;
}

Pixels grey_legend(int width) {
  Pixels pixels = blank(width, 1);
  for (int x = 0; x < pixels.width; ++x) {
    const float share = (static_cast<float>(x) + 0.5f) / static_cast<float>(pixels.width);
    at(pixels, x, 0) = pack({share, share, share, 1});
  }
  return pixels;
}

Pixels image_pixels(const SaliencyImage& image) {
  const Index channels = std::max<Index>(image.shape.channels(), 1);
  const Index height = image.shape.height();
  const Index width = image.shape.width();
  Pixels pixels = blank(static_cast<int>(width), static_cast<int>(height));
  if (image.pixels.size() < static_cast<std::size_t>(channels * height * width)) return pixels;
  const bool is_rgb = image.shape.is_image() && channels == 3;
  const auto value = [&](Index c, Index y, Index x) {
    return image.pixels[static_cast<std::size_t>(((is_rgb ? c : 0) * height + y) * width + x)];
  };
  for (Index y = 0; y < height; ++y)
    for (Index x = 0; x < width; ++x)
      at(pixels, static_cast<int>(x), static_cast<int>(y)) =
          pack({value(0, y, x), value(1, y, x), value(2, y, x), 1});
  return pixels;
}

Pixels saliency_pixels(const SaliencyImage& image, const Theme& theme, bool is_signed,
                       std::optional<float> limit) {
  const Index height = image.shape.height();
  const Index width = image.shape.width();
  Pixels pixels = blank(static_cast<int>(width), static_cast<int>(height));
  if (image.saliency.size() < static_cast<std::size_t>(height * width)) return pixels;
  const float end = limit.value_or(image.saliency_max);
  for (std::size_t i = 0; i < pixels.rgba.size(); ++i)
    pixels.rgba[i] = pack(is_signed ? diverging_color(image.saliency[i], end, theme)
                                    : sequential_color(image.saliency[i], end, theme));
  return pixels;
}

Pixels blended(const Pixels& below, const Pixels& above, float share) {
  if (below.rgba.size() != above.rgba.size()) return above;
  Pixels mixed = above;
  for (std::size_t i = 0; i < mixed.rgba.size(); ++i) {
    std::uint32_t color = 0xFF000000U;
    for (const unsigned shift : {0U, 8U, 16U}) {
      const auto under = static_cast<float>(below.rgba[i] >> shift & 255U);
      const auto over = static_cast<float>(above.rgba[i] >> shift & 255U);
      color |= static_cast<std::uint32_t>(std::lround(under + (over - under) * share)) << shift;
    }
    mixed.rgba[i] = color;
  }
  return mixed;
}

std::string saliency_text(const SaliencyImage& image, bool is_map, Index y, Index x) {
  const auto plane = static_cast<std::size_t>(image.shape.height() * image.shape.width());
  const auto spot = static_cast<std::size_t>(y * image.shape.width() + x);
  const std::vector<float>& values = is_map ? image.saliency : image.pixels;
  if (spot >= plane || values.size() < plane) return {};
  std::string text = number_text(static_cast<double>(values[spot]));
  for (std::size_t next = spot + plane; !is_map && next < values.size(); next += plane)
    text += ", " + number_text(static_cast<double>(values[next]));
  return text;
}

PredictionModel build_prediction(const SaliencyImage& image,
                                 const std::vector<std::string>& class_names, std::size_t top) {
  PredictionModel model;
  model.has_truth = image.label >= 0;
  model.is_correct = image.predicted == image.label;
  model.truth = class_name(class_names, image.label);
  const auto& probabilities = image.probabilities;
  model.has_bad_values = probabilities.empty() || !std::ranges::all_of(probabilities, [](float p) {
                           return std::isfinite(p);
                         });
  if (model.has_bad_values) {
    model.is_correct = false;
    model.predicted = "not a number";
    return model;
  }
  std::vector<std::size_t> order(probabilities.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, std::greater<>(),
                           [&](std::size_t i) { return probabilities[i]; });
  for (std::size_t i = 0; i < std::min(top, order.size()); ++i)
    model.top.push_back({class_name(class_names, static_cast<std::int32_t>(order[i])),
                         probabilities[order[i]],
                         static_cast<std::int32_t>(order[i]) == image.label});
  const auto predicted = static_cast<std::size_t>(std::max(image.predicted, 0));
  model.predicted = class_name(class_names, image.predicted);
  if (predicted < probabilities.size())
    model.predicted += fmt::format(", {}", percent_text(probabilities[predicted]));
  return model;
}

std::vector<Index> images_from(Index first, Index count, Index size) {
  std::vector<Index> images;
  if (size <= 0) return images;
  for (Index i = 0; i < std::min(count, size); ++i)
    images.push_back(((first + i) % size + size) % size);
  return images;
}

std::vector<Index> neighbouring_images(const std::vector<Index>& pinned, Index count, Index size,
                                       bool is_next) {
  if (pinned.empty()) return images_from(0, count, size);
  return images_from(is_next ? pinned.back() + 1 : pinned.front() - count, count, size);
}

}  // namespace netdyno::app
