// SPDX-License-Identifier: MIT
#include "app/view_models/boundary_model.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "app/chart/color_map.h"
#include "app/chart/point_markers.h"
#include "app/view_models/data_model.h"
#include "app/view_models/image_model.h"
#include "app/view_models/number_text.h"

namespace netdyno::app {

namespace {

constexpr double kFaintest = 0.08, kFullest = 0.55;  // share of the class colour over the panel's

bool is_complete(const DecisionMap& map) {
  const auto cells = static_cast<std::size_t>(std::max<Index>(map.columns * map.rows, 0));
  return cells > 0 && map.predicted.size() == cells && map.probability.size() == cells;
}

Color cell_color(const DecisionMap& map, std::size_t cell, const Theme& theme) {
  const double probability = map.probability[cell];
  if (map.predicted[cell] < 0 || !std::isfinite(probability)) return theme.error;
  const double chance = 1.0 / static_cast<double>(std::max<Index>(map.classes, 2));
  const double certainty = std::clamp((probability - chance) / (1 - chance), 0.0, 1.0);
  return blend(theme.panel, class_style(map.predicted[cell], theme).color,
               kFaintest + (kFullest - kFaintest) * certainty);
}

}  // namespace

Figure build_boundary(const DecisionMap& map, const std::vector<std::string>& class_names,
                      const Theme& theme) {
  const DataScatter scatter{{"x₁", "x₂"}, map.x, map.y, map.labels};
  Figure figure = build_scatter(scatter, class_names, theme);
  figure.x.min = map.x_min;
  figure.x.max = map.x_max;
  figure.y.min = map.y_min;
  figure.y.max = map.y_max;
  return figure;
}

Pixels region_pixels(const DecisionMap& map, const Theme& theme) {
  Pixels pixels;
  if (!is_complete(map)) {
    pixels.width = pixels.height = 1;
    pixels.rgba = {0};
    return pixels;
  }
  pixels.width = static_cast<int>(map.columns);
  pixels.height = static_cast<int>(map.rows);
  pixels.rgba.reserve(map.predicted.size());
  for (Index row = map.rows; row-- > 0;)
    for (Index column = 0; column < map.columns; ++column)
      pixels.rgba.push_back(
          pack(cell_color(map, static_cast<std::size_t>(row * map.columns + column), theme)));
  return pixels;
}

std::string region_text(const DecisionMap& map, double x, double y,
                        const std::vector<std::string>& class_names) {
  const bool is_inside = x >= map.x_min && x < map.x_max && y >= map.y_min && y < map.y_max;
  if (!is_complete(map) || !is_inside) return {};
  const auto cell_of = [](double value, double min, double max, Index cells) {
    const auto cell = static_cast<Index>((value - min) / (max - min) * static_cast<double>(cells));
    return std::clamp<Index>(cell, 0, cells - 1);
  };
  const Index row = cell_of(y, map.y_min, map.y_max, map.rows);
  const Index column = cell_of(x, map.x_min, map.x_max, map.columns);
  const auto cell = static_cast<std::size_t>(row * map.columns + column);
  const std::string place = fmt::format("x₁ {}, x₂ {}: ", number_text(x), number_text(y));
  if (map.predicted[cell] < 0) return place + "the network's answer is not a number";
  return place + fmt::format("predicts {}, p = {}", class_name(class_names, map.predicted[cell]),
                             percent_text(map.probability[cell]));
}

bool has_bad_values(const DecisionMap& map) {
  return std::ranges::any_of(map.predicted, [](std::int32_t c) { return c < 0; });
}

}  // namespace netdyno::app
