// SPDX-License-Identifier: MIT
#include "app/view_models/data_model.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "app/chart/axis_map.h"
#include "app/chart/color_map.h"
#include "app/chart/point_markers.h"
#include "app/view_models/image_model.h"
#include "app/view_models/number_text.h"

namespace netdyno::app {

namespace {

Pixels blank(Index width, Index height) {
  Pixels pixels;
  pixels.width = static_cast<int>(std::max<Index>(width, 1));
  pixels.height = static_cast<int>(std::max<Index>(height, 1));
  pixels.rgba.assign(static_cast<std::size_t>(pixels.width) * pixels.height, 0u);
  return pixels;
}

// The colour of pixel i of a [C,H,W] picture.
class PictureReader {
 public:
  PictureReader(const Shape& shape, std::span<const float> values)
      : values_(values),
        plane_(static_cast<std::size_t>(shape.height() * shape.width())),
        is_rgb_(shape.channels() == 3) {}

  Color unit_color(std::size_t i, const Theme& theme) const {
    return color(i, theme, [](float v) { return std::clamp(v, 0.0f, 1.0f); });
  }
  Color signed_color(std::size_t i, double limit, const Theme& theme) const {
    if (!is_rgb_) return diverging_color(values_[i], limit, theme);
    const auto centred = [limit](float v) {
      const double share = limit > 0 ? static_cast<double>(v) / limit : 0.0;
      return static_cast<float>(std::clamp(0.5 + 0.5 * share, 0.0, 1.0));
    };
    return color(i, theme, centred);
  }

 private:
  template <typename Channel>
  Color color(std::size_t i, const Theme& theme, Channel channel) const {
    const float r = values_[i];
    const float g = is_rgb_ ? values_[plane_ + i] : r;
    const float b = is_rgb_ ? values_[2 * plane_ + i] : r;
    if (!std::isfinite(r) || !std::isfinite(g) || !std::isfinite(b)) return theme.error;
    return {channel(r), channel(g), channel(b), 1};
  }

  std::span<const float> values_;
  std::size_t plane_;
  bool is_rgb_;
};

bool is_picture(const Shape& shape, std::span<const float> values) {
  return shape.is_image() && values.size() == static_cast<std::size_t>(shape.size());
}

std::string count_and_share(Index count, Index total) {
  const double share = total > 0 ? static_cast<double>(count) / static_cast<double>(total) : 0.0;
  return fmt::format("{} ({})", count_text(count), percent_text(share));
}

struct Extent {
  double low = 0, high = 0;
};

Extent finite_extent(const std::vector<float>& values) {
  Extent extent{1, 0};
  for (const float value : values) {
    if (!std::isfinite(value)) continue;
    const auto v = static_cast<double>(value);
    extent = extent.low > extent.high ? Extent{v, v}
                                      : Extent{std::min(extent.low, v), std::max(extent.high, v)};
  }
  return extent.low > extent.high ? Extent{} : extent;
}

Axis fitted_axis(const std::string& label, const Extent& extent, double width) {
  const double centre = (extent.low + extent.high) / 2;
  const AxisRange range = fitted(centre - width / 2, centre + width / 2, AxisScale::Linear);
  return {label, AxisScale::Linear, range.min, range.max};
}

}  // namespace

Pixels picture_sheet(const Shape& shape, std::span<const DataSample> samples, PictureKind kind,
                     double limit, const Theme& theme) {
  const auto plane = static_cast<std::size_t>(shape.height() * shape.width());
  Pixels pixels = blank(shape.width(), shape.height() * static_cast<Index>(samples.size()));
  for (std::size_t n = 0; n < samples.size(); ++n) {
    const bool is_received = kind == PictureKind::Received;
    const std::span<const float> values = is_received ? samples[n].received : samples[n].pixels;
    if (!is_picture(shape, values)) continue;
    const PictureReader picture(shape, values);
    for (std::size_t i = 0; i < plane; ++i)
      pixels.rgba[n * plane + i] =
          pack(is_received ? picture.signed_color(i, limit, theme) : picture.unit_color(i, theme));
  }
  return pixels;
}

double received_limit(std::span<const DataSample> samples) {
  float limit = 0;
  for (const DataSample& sample : samples)
    for (const float value : sample.received)
      if (std::isfinite(value)) limit = std::max(limit, std::abs(value));
  return limit;
}

Pixels mean_picture(const DataStatistics& data, const Theme& theme) {
  Pixels pixels = blank(data.shape.width(), data.shape.height());
  if (!is_picture(data.shape, data.mean)) return pixels;
  const PictureReader picture(data.shape, data.mean);
  for (std::size_t i = 0; i < pixels.rgba.size(); ++i)
    pixels.rgba[i] = pack(picture.unit_color(i, theme));
  return pixels;
}

double largest_deviation(const DataStatistics& data) {
  float largest = 0;
  for (const float value : data.deviation)
    if (std::isfinite(value)) largest = std::max(largest, value);
  return largest;
}

Pixels deviation_picture(const DataStatistics& data, const Theme& theme) {
  Pixels pixels = blank(data.shape.width(), data.shape.height());
  if (!is_picture(data.shape, data.deviation)) return pixels;
  const double limit = largest_deviation(data);
  const auto channels = static_cast<std::size_t>(data.shape.channels());
  const std::size_t plane = pixels.rgba.size();
  for (std::size_t i = 0; i < plane; ++i) {
    double sum = 0;
    for (std::size_t c = 0; c < channels; ++c) sum += data.deviation[c * plane + i];
    pixels.rgba[i] = pack(sequential_color(sum / static_cast<double>(channels), limit, theme));
  }
  return pixels;
}

std::string page_text(const SampleSet& set) {
  if (set.samples.empty()) return "none";
  const Index last = set.page.first + static_cast<Index>(set.samples.size());
  return fmt::format("{} to {} of {}", count_text(set.page.first + 1), count_text(last),
                     count_text(set.available));
}

DataPage turned_page(const SampleSet& set, bool is_next) {
  DataPage page = set.page;
  const Index moved = page.first + (is_next ? page.count : -page.count);
  if (moved < set.available) page.first = std::max<Index>(moved, 0);
  page.chosen = 0;
  return page;
}

std::vector<ClassBar> build_class_bars(const DataStatistics& data,
                                       const std::vector<std::string>& class_names) {
  std::vector<ClassBar> bars;
  const auto sum = [](const std::vector<Index>& counts) {
    return std::accumulate(counts.begin(), counts.end(), Index{0});
  };
  const auto longest = [](const std::vector<Index>& counts) {
    return counts.empty() ? Index{1} : std::max<Index>(*std::ranges::max_element(counts), 1);
  };
  const auto part = [](Index count, Index most) {
    return static_cast<double>(count) / static_cast<double>(most);
  };
  for (std::size_t i = 0; i < data.train_counts.size(); ++i) {
    const Index train = data.train_counts[i];
    const Index validation = i < data.validation_counts.size() ? data.validation_counts[i] : 0;
    const auto index = static_cast<std::int32_t>(i);
    bars.push_back({.index = index,
                    .name = class_name(class_names, index),
                    .train = part(train, longest(data.train_counts)),
                    .validation = part(validation, longest(data.validation_counts)),
                    .train_text = count_and_share(train, sum(data.train_counts)),
                    .validation_text = count_and_share(validation, sum(data.validation_counts))});
  }
  return bars;
}

std::string balance_text(const DataStatistics& data, const std::vector<std::string>& class_names) {
  if (data.train_counts.empty()) return {};
  const auto [low, high] = std::ranges::minmax_element(data.train_counts);
  const auto name = [&](auto at) {
    return class_name(class_names, static_cast<std::int32_t>(at - data.train_counts.begin()));
  };
  if (*low == 0)
    return fmt::format("\"{}\" has no training examples: the network cannot learn it", name(low));
  constexpr double kBalanced = 1.5;
  const double ratio = static_cast<double>(*high) / static_cast<double>(*low);
  if (ratio < kBalanced)
    return fmt::format("Balanced: the largest class has {} times the smallest one's examples",
                       number_text(ratio));
  return fmt::format(
      "Unbalanced: \"{}\" has {} times the examples of \"{}\"; accuracy alone flatters a network "
      "that neglects the small classes",
      name(high), number_text(ratio), name(low));
}

std::vector<DimensionRow> build_dimensions(const DataStatistics& data, std::size_t most) {
  std::vector<DimensionRow> rows;
  for (std::size_t i = 0; i < std::min(most, data.mean.size()); ++i)
    rows.push_back({std::to_string(i), number_text(data.mean[i]),
                    i < data.deviation.size() ? number_text(data.deviation[i]) : "–"});
  return rows;
}

Figure build_scatter(const DataScatter& scatter, const std::vector<std::string>& class_names,
                     const Theme& theme) {
  Figure figure;
  figure.has_legend = false;
  const Extent x = finite_extent(scatter.x);
  const Extent y = finite_extent(scatter.y);
  const double width = std::max(x.high - x.low, y.high - y.low);
  figure.x = fitted_axis(scatter.dimensions[0], x, width);
  figure.y = fitted_axis(scatter.dimensions[1], y, width);
  for (std::size_t i = 0; i < scatter.labels.size(); ++i) {
    const std::int32_t label = scatter.labels[i];
    const std::string name = class_name(class_names, label);
    auto series = std::ranges::find(figure.points, name, &PointSeries::label);
    if (series == figure.points.end()) {
      const ClassStyle style = class_style(label, theme);
      series = figure.points.insert(series, {name, style.color, style.shape, {}, {}});
    }
    series->x.push_back(scatter.x[i]);
    series->y.push_back(scatter.y[i]);
  }
  return figure;
}

std::string preprocess_advice(const DataStatistics& data) {
  if (data.shape.is_image())
    return "Pixels share one unit and nearly one deviation, so images are usually only centred: "
           "pca and whiten cost D² numbers and make faint noise as loud as the picture";
  if (data.preprocess == "none")
    return "Nothing is changed: dimensions far from 0 or of unlike deviations make the loss "
           "sensitive along some weights and flat along others";
  return "Dimensions of different units want \"standardize\"; \"whiten\" also takes away how they "
         "vary together";
}

}  // namespace netdyno::app
