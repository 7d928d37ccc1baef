// SPDX-License-Identifier: MIT
#include "app/panels/ridge_widget.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

#include "app/chart/axis_map.h"
#include "app/chart/canvas.h"
#include "app/chart/ticks.h"
#include "app/panels/widgets.h"
#include "app/view_models/distribution_model.h"
#include "app/view_models/number_text.h"
#include "app/view_models/quantiles.h"

namespace netdyno::app {

namespace {

constexpr float kFrontShare = 0.4f;  // of the height, for the front slice; the rest is depth

class RidgeDrawing {
 public:
  RidgeDrawing(const Ridge& ridge, const ImVec2& min, const ImVec2& max, const Theme& theme)
      : ridge_(ridge),
        theme_(theme),
        canvas_(*ImGui::GetWindowDrawList()),
        axis_{.label = "value", .min = ridge.lo, .max = ridge.hi} {
    const float px = theme.small_font_px;
    float steps = 0;
    for (const RidgeSlice& slice : ridge.slices)
      steps = std::max(steps, text_size(px, count_text(slice.step)).x);
    min_ = min;
    max_ = {max.x - steps - theme.gap_px, max.y - px - theme.gap_px};
    const float height = std::max(max_.y - min_.y, 1.0f);
    front_ = kFrontShare * height;
    pitch_ = ridge.slices.size() > 1
                 ? (height - front_) / static_cast<float>(ridge.slices.size() - 1)
                 : 0;
  }

  void draw() {
    draw_axis();
    float last_label = -1e6f;
    for (std::size_t i = 0; i < ridge_.slices.size(); ++i) {
      draw_slice(i, false);
      if (ridge_.slices[i].is_clipped) draw_clipped(floor_of(i));
      const float y = floor_of(i) - theme_.small_font_px / 2;
      const bool is_last = i + 1 == ridge_.slices.size();
      const bool has_room =
          y - last_label >= theme_.small_font_px &&
          (is_last || floor_of(ridge_.slices.size() - 1) - floor_of(i) >= theme_.small_font_px);
      if (!has_room && !is_last) continue;
      draw_text(canvas_, {max_.x + theme_.gap_px, y}, theme_.small_font_px, theme_.text_muted,
                count_text(ridge_.slices[i].step));
      last_label = y;
    }
    draw_note();
  }

  // What lies beyond the axis, where it does.
  void draw_note() {
    if (ridge_.note.empty()) return;
    const float px = theme_.small_font_px;
    const ImVec2 size = text_size(px, ridge_.note);
    if (size.x + 2 * theme_.gap_px > max_.x - min_.x) return;
    draw_text(canvas_, {max_.x - size.x - theme_.gap_px, min_.y}, px, theme_.error, ridge_.note);
  }

  // The slice whose floor is next below the pointer, drawn strong, with its bin in words.
  void point_at(const ImVec2& pointer) {
    if (pointer.x < min_.x || pointer.x > max_.x) return;
    std::size_t chosen = ridge_.slices.size() - 1;
    for (std::size_t i = 0; i < ridge_.slices.size(); ++i)
      if (pointer.y <= floor_of(i)) {
        chosen = i;
        break;
      }
    draw_slice(chosen, true);
    canvas_.AddLine({pointer.x, min_.y}, {pointer.x, max_.y}, packed(theme_.text_muted));
    const Distribution& d = *ridge_.slices[chosen].distribution;
    const double value = AxisMap(axis_, min_.x, max_.x).data_from_px(pointer.x);
    const double share = (value - d.histogram.lo) / (d.histogram.hi - d.histogram.lo);
    const std::string bin = share >= 0 && share <= 1 ? bin_text(d, share) : "outside the bins";
    draw_tooltip(fmt::format("step {}\n{}\n{} exactly 0, {} below, {} above the bins",
                             count_text(ridge_.slices[chosen].step), bin,
                             count_text(d.histogram.zeros), count_text(d.histogram.underflow),
                             count_text(d.histogram.overflow)));
  }

 private:
  float floor_of(std::size_t slice) const {
    return min_.y + front_ + pitch_ * static_cast<float>(slice);
  }

  // Arrows out of both sides of the plot.
  void draw_clipped(float floor) {
    const float half = theme_.small_font_px / 3, y = floor - half;
    const ImU32 color = packed(theme_.error);
    canvas_.AddTriangleFilled({max_.x - 2 * half, y - half}, {max_.x, y},
                              {max_.x - 2 * half, floor}, color);
    if (axis_.min < 0)
      canvas_.AddTriangleFilled({min_.x + 2 * half, y - half}, {min_.x, y},
                                {min_.x + 2 * half, floor}, color);
  }

  void draw_axis() {
    const AxisMap map(axis_, min_.x, max_.x);
    const float px = theme_.small_font_px;
    const int count = std::max(2, static_cast<int>((max_.x - min_.x) / (5.5f * px)));
    for (const Tick& tick : axis_ticks(axis_, count)) {
      const float x = std::round(map.px_from_data(tick.value));
      canvas_.AddLine({x, min_.y}, {x, max_.y}, packed(theme_.grid));
      const float half = text_size(px, tick.label).x / 2;
      const float at = std::clamp(x, min_.x + half, std::max(min_.x + half, max_.x - half));
      draw_text_centred(canvas_, at, max_.y + theme_.gap_px / 2, px, theme_.text_muted, tick.label);
    }
    draw_text(canvas_, {max_.x + theme_.gap_px, max_.y + theme_.gap_px / 2}, px, theme_.text,
              "step");
  }

  // Of bins narrower than a pixel only the highest is a point: a line through all of them would be
  // drawn as spikes that reach beyond the plot.
  static void add_to_outline(std::vector<ImVec2>& outline, const ImVec2& point) {
    if (outline.empty() || point.x - outline.back().x >= 1)
      outline.push_back(point);
    else
      outline.back().y = std::min(outline.back().y, point.y);
  }

  void draw_slice(std::size_t i, bool is_strong) {
    const Distribution& d = *ridge_.slices[i].distribution;
    const Histogram& h = d.histogram;
    const AxisMap map(axis_, min_.x, max_.x);
    const float floor = std::round(floor_of(i));
    const float age = ridge_.slices.size() > 1
                          ? static_cast<float>(i) / static_cast<float>(ridge_.slices.size() - 1)
                          : 1.0f;
    const ImU32 fill =
        packed(mix(theme_.panel, theme_.training, is_strong ? 0.55f : 0.12f + 0.3f * age));
    std::vector<ImVec2> outline;
    const double width =
        (h.hi - h.lo) / static_cast<double>(std::max<std::size_t>(h.counts.size(), 1));
    for (std::size_t bin = 0; bin < h.counts.size(); ++bin) {
      const double left = h.lo + static_cast<double>(bin) * width;
      const float x0 = std::clamp(map.px_from_data(left), min_.x, max_.x);
      const float x1 = std::clamp(map.px_from_data(left + width), min_.x, max_.x);
      if (x1 <= x0) continue;
      const auto share = static_cast<float>(
          ridge_.most_density > 0 ? bin_density(d, bin) / ridge_.most_density : 0);
      const float y = floor - share * (front_ - 2);
      canvas_.AddRectFilled({x0, y}, {x1, floor}, fill);
      add_to_outline(outline, {(x0 + x1) / 2, y});
    }
    draw_polyline(canvas_, outline, packed(is_strong ? theme_.text : theme_.training),
                  std::max(1.0f, std::round(theme_.scale)));
  }

  const Ridge& ridge_;
  const Theme& theme_;
  ImDrawList& canvas_;
  Axis axis_;
  ImVec2 min_, max_;
  float front_ = 1, pitch_ = 0;
};

}  // namespace

void draw_ridge(const Ridge& ridge, const ImVec2& size, const Theme& theme) {
  const ImVec2 min = ImGui::GetCursorScreenPos();
  const ImVec2 extent(std::max(size.x, 1.0f), std::max(size.y, 1.0f));
  ImGui::InvisibleButton("ridge", extent);
  if (ridge.slices.empty() || extent.x < 8 * theme.small_font_px) return;
  const bool is_hovered = ImGui::IsItemHovered();
  RidgeDrawing drawing(ridge, min, {min.x + extent.x, min.y + extent.y}, theme);
  drawing.draw();
  if (is_hovered) drawing.point_at(ImGui::GetIO().MousePos);
}

}  // namespace netdyno::app
