// SPDX-License-Identifier: MIT
#include "app/report/sheet.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>

#include "app/chart/color_map.h"
#include "app/chart/svg_canvas.h"
#include "app/view_models/image_model.h"
#include "app/view_models/number_text.h"
#include "engine/core/printable.h"

namespace netdyno::app {

namespace {

constexpr double kTitle = 1.125;  // font sizes
constexpr double kSmall = 0.875;
constexpr double kSmallestCaption = 0.8;  // of their usual size

double margin_of(const FigurePage& page) {
  return page.font / 2;
}

// Where the content begins below the title.
double content_top(const std::string& title, const FigurePage& page) {
  return margin_of(page) + (title.empty() ? 0 : (kTitle + 0.9) * page.font);
}

void draw_title(VectorCanvas& canvas, const std::string& title, const FigurePage& page) {
  if (title.empty()) return;
  const double size = kTitle * page.font;
  canvas.text({margin_of(page), margin_of(page) + size},
              fitted_text(canvas, title, size, page.width - 2 * margin_of(page)),
              {.size = size, .color = page.theme.text, .is_bold = true});
}

void draw_histogram(VectorCanvas& canvas, const DistributionRow& row, const PageRect& box,
                    const FigurePage& page) {
  const Theme& theme = page.theme;
  const double bin = box.width / static_cast<double>(std::max<std::size_t>(row.bins.size(), 1));
  if (row.zero_position) {
    const double x = box.x + box.width * *row.zero_position;
    canvas.line({x, box.y}, {x, box.bottom()}, {theme.grid, page.line_scale});
  }
  const Color color = row.is_worrying ? theme.warning : theme.accent;
  for (std::size_t i = 0; i < row.bins.size(); ++i) {
    if (!(row.bins[i] > 0)) continue;
    const double height = std::max(0.4, box.height * row.bins[i]);
    canvas.fill_rect({box.x + static_cast<double>(i) * bin, box.bottom() - height, bin, height},
                     color);
  }
  if (row.zero_position && row.zero_bar > 0) {
    const double x = box.x + box.width * *row.zero_position;
    canvas.line({x, box.bottom() - std::max(1.0, box.height * row.zero_bar)}, {x, box.bottom()},
                {theme.text_muted, 2 * page.line_scale});
  }
  canvas.line({box.x, box.bottom()}, {box.right(), box.bottom()}, {theme.axis, page.line_scale});
  TextStyle style{.size = kSmall * page.font, .color = theme.text_muted};
  canvas.text({box.x, box.bottom() + style.size}, number_text(row.lo), style);
  style.anchor = TextAnchor::End;
  canvas.text({box.right(), box.bottom() + style.size}, number_text(row.hi), style);
}

std::string statistics_text(const DistributionRow& row) {
  std::string text = fmt::format("μ {}  σ {}", row.mean, row.std);
  if (row.saturated != kNoStatistic) text += fmt::format("  saturated {}", row.saturated);
  if (row.dead != kNoStatistic) text += fmt::format("  dead {}", row.dead);
  return text;
}

std::vector<double> column_widths_of(const VectorCanvas& canvas,
                                     const std::vector<std::vector<std::string>>& rows,
                                     double size) {
  std::vector<double> widths;
  for (const std::vector<std::string>& row : rows)
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i >= widths.size()) widths.push_back(0);
      widths[i] = std::max(widths[i], canvas.text_width(row[i], size, &row == &rows.front()));
    }
  return widths;
}

void draw_table(VectorCanvas& canvas, const std::vector<std::vector<std::string>>& rows,
                std::size_t left_columns, double top, const FigurePage& page) {
  const double margin = margin_of(page), line = 1.5 * page.font;
  const double room = page.width - 2 * margin;
  // Letters shrink rather than run over the page's edge.
  double size = page.font, needed = 0;
  std::vector<double> widths = column_widths_of(canvas, rows, size);
  for (const double width : widths) needed += width;
  const double gaps = 1.2 * page.font * static_cast<double>(widths.size() - 1);
  if (needed + gaps > room) size *= std::max(0.4, room / (needed + gaps));
  const double shrink = size / page.font;
  for (double& width : widths) width *= shrink;
  const double gap =
      gaps * shrink / static_cast<double>(std::max<std::size_t>(widths.size() - 1, 1));
  double y = top + page.font;
  for (const std::vector<std::string>& row : rows) {
    const bool is_heading = &row == &rows.front();
    double x = margin;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const bool is_left = i < left_columns;
      canvas.text({is_left ? x : x + widths[i], y}, row[i],
                  {.size = size,
                   .color = page.theme.text,
                   .anchor = is_left ? TextAnchor::Start : TextAnchor::End,
                   .is_bold = is_heading});
      x += widths[i] + gap;
    }
    if (is_heading)
      canvas.line({margin, y + 0.4 * page.font}, {x - gap, y + 0.4 * page.font},
                  {page.theme.axis, page.line_scale});
    y += line;
  }
}

// A confusion matrix with the classes' names at its left and below it.
class ConfusionGrid {
 public:
  ConfusionGrid(const ConfusionMatrix& matrix, const std::vector<std::string>& names, double top,
                const FigurePage& page)
      : matrix_(matrix), page_(page), size_(kSmall * page.font), top_(top + 1.5 * page.font) {
    for (std::size_t i = 0; i < matrix.classes; ++i)
      labels_.push_back(class_name(names, static_cast<std::int32_t>(i)));
    const SvgCanvas meter(1, 1, page.is_serif, "");
    for (const std::string& name : labels_)
      names_ = std::max(names_, meter.text_width(printable(name), size_, false));
    names_ = std::min(names_, 0.3 * page.width);
    left_ = margin_of(page) + names_ + 1.8 * page.font;
    side_ = (page.width - margin_of(page) - left_) /
            static_cast<double>(std::max<std::size_t>(labels_.size(), 1));
  }

  double bottom() const { return top_ + extent() + names_ + 0.6 * page_.font; }

  void draw(VectorCanvas& canvas) const {
    const TextStyle style{
        .size = page_.font, .color = page_.theme.text, .anchor = TextAnchor::Middle};
    canvas.text({left_ + extent() / 2, top_ - 0.6 * page_.font}, "predicted", style);
    TextStyle upward = style;
    upward.is_upward = true;
    canvas.text({margin_of(page_) + 0.9 * page_.font, top_ + extent() / 2}, "label", upward);
    for (std::size_t row = 0; row < labels_.size(); ++row) {
      draw_names(canvas, row);
      draw_row(canvas, row);
    }
    canvas.stroke_rect({left_, top_, extent(), extent()}, {page_.theme.axis, page_.line_scale});
  }

 private:
  double extent() const { return side_ * static_cast<double>(labels_.size()); }

  void draw_names(VectorCanvas& canvas, std::size_t index) const {
    const double centre = side_ * (static_cast<double>(index) + 0.5) + 0.36 * size_;
    const std::string name = fitted_text(canvas, labels_[index], size_, names_);
    TextStyle style{.size = size_, .color = page_.theme.text, .anchor = TextAnchor::End};
    canvas.text({left_ - 0.4 * page_.font, top_ + centre}, name, style);
    style.is_upward = true;
    canvas.text({left_ + centre, top_ + extent() + 0.4 * page_.font}, name, style);
  }

  void draw_row(VectorCanvas& canvas, std::size_t row) const {
    for (std::size_t column = 0; column < labels_.size(); ++column) {
      const Index count = matrix_.count(row, column);
      const Color& full = row == column ? page_.theme.positive : page_.theme.negative;
      // Few mistakes still show: their share's root is the colour's.
      draw_cell(canvas,
                {left_ + side_ * static_cast<double>(column),
                 top_ + side_ * static_cast<double>(row), side_, side_},
                count, blend(page_.background, full, std::sqrt(matrix_.share(row, column))));
    }
  }

  void draw_cell(VectorCanvas& canvas, const PageRect& cell, Index count, const Color& fill) const {
    canvas.fill_rect(cell, fill);
    const std::string text = std::to_string(count);
    const double size = std::min(size_, 0.85 * side_ / (0.64 * static_cast<double>(text.size())));
    if (count == 0 || size < 0.3 * size_) return;
    const bool is_dark_ink = contrast(fill, page_.theme.text) >= contrast(fill, page_.background);
    canvas.text({cell.x + side_ / 2, cell.y + side_ / 2 + 0.36 * size}, text,
                {.size = size,
                 .color = is_dark_ink ? page_.theme.text : page_.background,
                 .anchor = TextAnchor::Middle});
  }

  ConfusionMatrix matrix_;
  std::vector<std::string> labels_;
  FigurePage page_;
  double size_;  // of the letters
  double top_;
  double names_ = 0, left_ = 0, side_ = 0;
};

}  // namespace

Sheet distribution_sheet(const std::string& title, const std::vector<DistributionRow>& rows,
                         const FigurePage& page) {
  const double top = content_top(title, page), row_height = 5.6 * page.font;
  const auto draw = [=](VectorCanvas& canvas) {
    draw_title(canvas, title, page);
    const double margin = margin_of(page), width = page.width - 2 * margin;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const DistributionRow& row = rows[i];
      const double y = top + row_height * static_cast<double>(i);
      canvas.text({margin, y + page.font}, row.label,
                  {.size = page.font, .color = page.theme.text});
      canvas.text({margin + width, y + page.font},
                  row.has_bad_values ? "values that are not finite" : statistics_text(row),
                  {.size = kSmall * page.font,
                   .color = row.has_bad_values ? page.theme.error
                            : row.is_worrying  ? page.theme.warning
                                               : page.theme.text_muted,
                   .anchor = TextAnchor::End});
      if (!row.has_bad_values)
        draw_histogram(canvas, row,
                       {margin, y + 1.4 * page.font, width, row_height - 2.9 * page.font}, page);
    }
  };
  return {draw, top + row_height * static_cast<double>(rows.size()) + margin_of(page)};
}

namespace {

double widest_caption(const std::vector<Picture>& pictures, const FigurePage& page) {
  const SvgCanvas meter(1, 1, page.is_serif, "");
  double widest = 0;
  for (const Picture& picture : pictures)
    widest =
        std::max(widest, meter.text_width(printable(picture.caption), kSmall * page.font, false));
  return widest;
}

}  // namespace

Sheet picture_sheet(const std::string& title, const std::vector<Picture>& pictures,
                    std::size_t columns, double widest, const PictureLegend& legend,
                    const FigurePage& page) {
  columns = std::clamp<std::size_t>(columns, 1, std::max<std::size_t>(pictures.size(), 1));
  const bool has_captions =
      std::ranges::any_of(pictures, [](const Picture& p) { return !p.caption.empty(); });
  const double gap = has_captions ? page.font : page.font / 3;
  const double room = page.width - 2 * margin_of(page);
  const auto column_width = [&] {
    const auto count = static_cast<double>(columns);
    return std::min(widest, (room - gap * (count - 1)) / count);
  };
  // On a narrow page smaller letters, or half as many columns, so that pairs stay side by side.
  const double widest_text = std::max(widest_caption(pictures, page), 1.0);
  const auto caption_room = [&] { return column_width() + gap / 2; };
  while (columns > 1 && kSmallestCaption * widest_text > caption_room()) columns /= 2;
  const double caption_size =
      kSmall * page.font * std::clamp(caption_room() / widest_text, kSmallestCaption, 1.0);
  const double width = column_width();
  double ratio = 0;  // of the highest picture
  for (const Picture& picture : pictures)
    ratio = std::max(
        ratio, static_cast<double>(picture.pixels.height) / std::max(1, picture.pixels.width));
  const double step = width * ratio + (has_captions ? 1.5 * page.font : 0) + gap;
  const std::size_t rows = (pictures.size() + columns - 1) / columns;
  const double top = content_top(title, page);
  const double bottom = top + step * static_cast<double>(rows);
  const bool has_legend = legend.pixels.width > 0;
  const auto draw = [=](VectorCanvas& canvas) {
    draw_title(canvas, title, page);
    for (std::size_t i = 0; i < pictures.size(); ++i) {
      const double x = margin_of(page) + (width + gap) * static_cast<double>(i % columns);
      const double y = top + step * static_cast<double>(i / columns);
      const Pixels& pixels = pictures[i].pixels;
      const double height = width * pixels.height / std::max(1, pixels.width);
      canvas.picture({x, y, width, height}, pixels);
      canvas.text({x, y + height + 1.2 * caption_size},
                  fitted_text(canvas, pictures[i].caption, caption_size, width + gap / 2),
                  {.size = caption_size, .color = page.theme.text});
    }
    if (!has_legend) return;
    const double size = kSmall * page.font;
    const PageRect bar = {margin_of(page), bottom, std::min(room, 20 * page.font), 0.7 * page.font};
    canvas.picture(bar, legend.pixels);
    TextStyle style{.size = size, .color = page.theme.text_muted};
    const double y = bar.bottom() + 1.1 * size;
    canvas.text({bar.x, y}, legend.low, style);
    style.anchor = TextAnchor::Middle;
    canvas.text({bar.x + bar.width / 2, y}, legend.middle, style);
    style.anchor = TextAnchor::End;
    canvas.text({bar.right(), y}, legend.high, style);
  };
  return {draw, bottom + (has_legend ? 2.2 * page.font : 0) + margin_of(page)};
}

Sheet table_sheet(const std::string& title, const std::vector<std::vector<std::string>>& rows,
                  std::size_t left_columns, const FigurePage& page) {
  const double top = content_top(title, page);
  const auto draw = [=](VectorCanvas& canvas) {
    draw_title(canvas, title, page);
    draw_table(canvas, rows, left_columns, top, page);
  };
  return {draw, top + 1.5 * page.font * static_cast<double>(rows.size()) + margin_of(page)};
}

Sheet confusion_sheet(const std::string& title, const ConfusionMatrix& matrix,
                      const std::vector<std::string>& names, const FigurePage& page) {
  const ConfusionGrid grid(matrix, names, content_top(title, page), page);
  const auto draw = [=](VectorCanvas& canvas) {
    draw_title(canvas, title, page);
    grid.draw(canvas);
  };
  return {draw, grid.bottom() + margin_of(page)};
}

}  // namespace netdyno::app
