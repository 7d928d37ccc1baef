// SPDX-License-Identifier: MIT
#include "app/chart/page_legend.h"

#include <algorithm>
#include <string>
#include <vector>

#include "app/chart/page_markers.h"
#include "engine/core/printable.h"

namespace netdyno::app {

namespace {

constexpr float kBandAlpha = 0.25f;                             // as page_figure.cpp fills them
constexpr double kRow = 1.4, kSampleWidth = 1.8, kSpace = 1.2;  // in font sizes

struct Entry {
  std::string label;
  const LineSeries* line = nullptr;
  const HistogramSeries* histogram = nullptr;
  const PointSeries* points = nullptr;
  double x = 0;
  int row = 0;
  int layers = 0;  // of a band without a line: how often its colour lies there
};

std::vector<Entry> entries_of(const Figure& figure) {
  std::vector<Entry> entries;
  if (!figure.has_legend) return entries;
  const auto add = [&](const std::string& label) -> Entry* {
    if (label.empty()) return nullptr;
    entries.push_back({printable(label)});
    return &entries.back();
  };
  int bands = 0;
  for (const bool is_background : {false, true})
    for (const LineSeries& line : figure.lines) {
      Entry* entry = line.is_background == is_background ? add(line.label) : nullptr;
      if (!entry) continue;
      entry->line = &line;
      // Of bands within each other every one is darker than the one around it.
      if (!line.low.empty() && line.width <= 0) entry->layers = ++bands;
    }
  for (const HistogramSeries& histogram : figure.histograms)
    if (Entry* entry = add(histogram.label)) entry->histogram = &histogram;
  for (const PointSeries& points : figure.points)
    if (Entry* entry = add(points.label)) entry->points = &points;
  return entries;
}

// Puts entries beside each other, as many in a row as fit; returns the number of rows.
int arrange(const VectorCanvas& canvas, const FigurePage& page, double width,
            std::vector<Entry>& entries) {
  double x = 0;
  int row = 0;
  for (Entry& entry : entries) {
    const double needed =
        (kSampleWidth + 0.4) * page.font + canvas.text_width(entry.label, page.font, false);
    if (x > 0 && x + needed > width) {
      x = 0;
      ++row;
    }
    entry.x = x;
    entry.row = row;
    x += needed + kSpace * page.font;
  }
  return entries.empty() ? 0 : row + 1;
}

void draw_sample(VectorCanvas& canvas, const Entry& entry, const PagePoint& left,
                 const FigurePage& page) {
  const double width = kSampleWidth * page.font;
  for (int i = 0; i < entry.layers; ++i)
    canvas.fill_rect({left.x, left.y - 0.35 * page.font, width, 0.7 * page.font},
                     entry.line->color.with_alpha(entry.line->color.a * kBandAlpha));
  if (entry.layers > 0) return;
  if (entry.line) {
    StrokeStyle style{entry.line->color, static_cast<double>(entry.line->width) * page.line_scale};
    if (entry.line->style == LineStyle::Dashed) {
      style.dash = 6 * page.line_scale;
      style.gap = 4 * page.line_scale;
    }
    canvas.line(left, {left.x + width, left.y}, style);
  } else if (entry.histogram) {
    canvas.fill_rect({left.x, left.y - 0.35 * page.font, width, 0.7 * page.font},
                     entry.histogram->color);
  } else {
    draw_page_marker(canvas, {left.x + width / 2, left.y}, 0.35 * page.font, entry.points->shape,
                     entry.points->color, page.background);
  }
}

}  // namespace

double legend_height(const VectorCanvas& canvas, const Figure& figure, const FigurePage& page,
                     double width) {
  std::vector<Entry> entries = entries_of(figure);
  const int rows = arrange(canvas, page, width, entries);
  return rows == 0 ? 0 : (rows * kRow + 0.4) * page.font;
}

void draw_legend(VectorCanvas& canvas, const Figure& figure, const FigurePage& page,
                 const PageRect& area) {
  std::vector<Entry> entries = entries_of(figure);
  arrange(canvas, page, area.width, entries);
  for (const Entry& entry : entries) {
    const double base = area.y + (entry.row * kRow + 1) * page.font;
    const double x = area.x + entry.x;
    draw_sample(canvas, entry, {x, base - 0.35 * page.font}, page);
    canvas.text({x + (kSampleWidth + 0.4) * page.font, base}, entry.label,
                {.size = page.font, .color = page.theme.text});
  }
}

}  // namespace netdyno::app
