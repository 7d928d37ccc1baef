// SPDX-License-Identifier: MIT
#include "app/report/ridge_sheet.h"

#include <algorithm>
#include <utility>

#include "app/chart/color_map.h"
#include "app/chart/ticks.h"
#include "app/view_models/number_text.h"
#include "app/view_models/quantiles.h"

namespace netdyno::app {

namespace {

constexpr double kAspect = 1.25;          // width : height of the ridge
constexpr double kFrontSliceShare = 0.4;  // of the height, for the front slice; the rest is depth
constexpr double kSmallFont = 0.875;      // of the page's
constexpr double kTitleRoom = 2.2;        // in font sizes

class RidgePage {
 public:
  RidgePage(const Ridge& ridge, const PageRect& area, const FigurePage& page, VectorCanvas& canvas)
      : ridge_(ridge), page_(page), canvas_(canvas), size_(kSmallFont * page.font) {
    double steps = canvas.text_width("step", size_, false);
    for (const RidgeSlice& slice : ridge.slices)
      steps = std::max(steps, canvas.text_width(count_text(slice.step), size_, false));
    plot_ = {area.x, area.y, area.width - steps - page.font, area.height - 2 * page.font};
    axis_ = {.label = "value", .min = ridge.lo, .max = ridge.hi};
    front_ = (ridge.slices.size() > 1 ? kFrontSliceShare : 1) * plot_.height;
    pitch_ = (plot_.height - front_) /
             static_cast<double>(std::max<std::size_t>(ridge.slices.size(), 2) - 1);
  }

  void draw() {
    draw_axis();
    double last_label = -1e6;
    for (std::size_t i = 0; i < ridge_.slices.size(); ++i) {
      draw_slice(i);
      const double y = floor_of(i) + 0.36 * size_;
      const bool is_last = i + 1 == ridge_.slices.size();
      const double to_last = floor_of(ridge_.slices.size() - 1) - floor_of(i);
      if (!is_last && (y - last_label < 1.2 * size_ || to_last < 1.2 * size_)) continue;
      canvas_.text({plot_.right() + 0.5 * page_.font, y}, count_text(ridge_.slices[i].step),
                   {.size = size_, .color = page_.theme.text_muted});
      last_label = y;
    }
  }

 private:
  double floor_of(std::size_t slice) const {
    return plot_.y + front_ + pitch_ * static_cast<double>(slice);
  }
  double x_of(double value) const {
    return plot_.x + plot_.width * (value - axis_.min) / (axis_.max - axis_.min);
  }

  void draw_axis() {
    const int count = std::max(2, static_cast<int>(plot_.width / (5.5 * size_)));
    for (const Tick& tick : axis_ticks(axis_, count)) {
      const double x = x_of(tick.value);
      canvas_.line({x, plot_.y}, {x, plot_.bottom()}, {page_.theme.grid, page_.line_scale});
      const double half = canvas_.text_width(tick.label, size_, false) / 2;
      const double at =
          std::clamp(x, plot_.x + half, std::max(plot_.x + half, plot_.right() - half));
      canvas_.text({at, plot_.bottom() + 1.3 * size_}, tick.label,
                   {.size = size_, .color = page_.theme.text_muted, .anchor = TextAnchor::Middle});
    }
    canvas_.text({plot_.right() + 0.5 * page_.font, plot_.bottom() + 1.3 * size_}, "step",
                 {.size = size_, .color = page_.theme.text});
  }

  void draw_slice(std::size_t i) {
    const Distribution& d = *ridge_.slices[i].distribution;
    const Histogram& h = d.histogram;
    const double width =
        (h.hi - h.lo) / static_cast<double>(std::max<std::size_t>(h.counts.size(), 1));
    const double floor = floor_of(i);
    std::vector<PagePoint> outline, corners;
    for (std::size_t bin = 0; bin < h.counts.size(); ++bin) {
      const double middle = h.lo + (static_cast<double>(bin) + 0.5) * width;
      if (middle < axis_.min || middle > axis_.max) continue;
      const double share = ridge_.most_density > 0 ? bin_density(d, bin) / ridge_.most_density : 0;
      outline.push_back({x_of(middle), floor - share * front_});
    }
    if (outline.size() < 2) return;
    corners.push_back({outline.front().x, floor});
    corners.insert(corners.end(), outline.begin(), outline.end());
    corners.push_back({outline.back().x, floor});
    const float age = static_cast<float>(i + 1) / static_cast<float>(ridge_.slices.size());
    canvas_.fill(corners, blend(page_.background, page_.theme.training, 0.12 + 0.3 * double{age}));
    canvas_.stroke(outline, {page_.theme.training, page_.line_scale * 1.2});
  }

  const Ridge& ridge_;
  const FigurePage& page_;
  VectorCanvas& canvas_;
  double size_;  // of the letters
  Axis axis_;
  PageRect plot_;
  double front_ = 1, pitch_ = 0;
};

}  // namespace

Sheet ridge_sheet(const std::string& title, const Ridge& ridge,
                  std::shared_ptr<const std::vector<ProbeHistory::Result>> kept,
                  const FigurePage& page) {
  const double margin = page.font / 2, top = title.empty() ? margin : kTitleRoom * page.font;
  const double height = page.width / kAspect;
  const PageRect area = {margin, top, page.width - 2 * margin, height - top - margin};
  return {[=, kept = std::move(kept)](VectorCanvas& canvas) {
            if (!title.empty())
              canvas.text({margin, margin + 1.125 * page.font},
                          ridge.note.empty() ? title : title + "; " + ridge.note,
                          {.size = 1.125 * page.font, .color = page.theme.text, .is_bold = true});
            RidgePage(ridge, area, page, canvas).draw();
          },
          height};
}

}  // namespace netdyno::app
