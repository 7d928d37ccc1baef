// SPDX-License-Identifier: MIT
#include "app/panels/scatter_widget.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "app/chart/canvas.h"
#include "app/chart/point_markers.h"
#include "app/panels/widgets.h"

namespace netdyno::app {

namespace {

// Says how many points are not drawn: an empty plot would look as if there were none.
void draw_left_out(ImDrawList& canvas, const Figure& figure, const ChartLayout& layout,
                   const Theme& theme) {
  std::size_t all = 0, finite = 0;
  for (const PointSeries& series : figure.points) {
    all += series.x.size();
    for (std::size_t i = 0; i < series.x.size(); ++i)
      finite += std::isfinite(series.x[i]) && std::isfinite(series.y[i]);
  }
  if (finite == all) return;
  draw_text(canvas,
            ImVec2(layout.plot_min.x + theme.gap_px,
                   layout.plot_max.y - theme.small_font_px - theme.gap_px / 2),
            theme.small_font_px, theme.error,
            fmt::format("{} of {} points are not finite", all - finite, all));
}

}  // namespace

ChartLayout draw_scatter(const char* id, const Figure& figure, const ImVec2& size,
                         const Theme& theme,
                         const std::function<void(ImDrawList&, const ChartLayout&)>& background) {
  const ImVec2 min = ImGui::GetCursorScreenPos();
  const ImVec2 box(std::max(size.x, 1.0f), std::max(size.y, 1.0f));
  ImGui::PushID(id);
  ImGui::Dummy(box);
  ImGui::PopID();
  const ChartLayout layout =
      layout_chart(figure, min, ImVec2(min.x + box.x, min.y + box.y), true, theme);
  ImDrawList& canvas = *ImGui::GetWindowDrawList();
  canvas.PushClipRect(min, ImVec2(min.x + box.x, min.y + box.y), true);
  if (background) background(canvas, layout);
  draw_frame(canvas, figure, layout, true, theme);
  draw_series(canvas, figure, layout, {}, theme);
  draw_left_out(canvas, figure, layout, theme);
  canvas.PopClipRect();
  return layout;
}

void draw_class_legend(const std::vector<std::string>& class_names, int max_rows,
                       const Theme& theme) {
  const float side = theme.small_font_px;
  const float right = ImGui::GetCursorScreenPos().x + ImGui::GetContentRegionAvail().x;
  const float more_width = text_size(side, "and 999 more").x;
  int row = 1;
  for (std::size_t i = 0; i < class_names.size(); ++i) {
    const std::string& name = class_names[i];
    const float width =
        std::min(1.4f * side + text_size(side, name).x, ImGui::GetContentRegionAvail().x);
    if (i > 0) {
      const float next = ImGui::GetItemRectMax().x + ImGui::GetStyle().ItemSpacing.x + width;
      const bool is_last_row = row == max_rows;
      if (next + (is_last_row && i + 1 < class_names.size() ? more_width : 0) <= right)
        ImGui::SameLine();
      else if (is_last_row) {
        ImGui::SameLine();
        draw_text_line(fmt::format("and {} more", class_names.size() - i), theme.text_muted);
        return;
      } else {
        ++row;
      }
    }
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    ImGui::Dummy(ImVec2(width, side));
    ImDrawList& canvas = *ImGui::GetWindowDrawList();
    draw_marker(canvas, ImVec2(corner.x + side / 2, corner.y + side / 2), 0.3f * side,
                class_style(static_cast<std::int64_t>(i), theme), theme);
    canvas.PushClipRect(corner, ImVec2(corner.x + width, corner.y + 1.3f * side), true);
    draw_text(canvas, ImVec2(corner.x + 1.2f * side, corner.y), side, theme.text, name);
    canvas.PopClipRect();
  }
}

std::optional<std::size_t> draw_class_picker(const std::vector<std::string>& class_names,
                                             std::size_t chosen, const std::string& tooltip,
                                             const Theme& theme) {
  std::optional<std::size_t> pressed;
  const float side = ImGui::GetFontSize();
  const float height = ImGui::GetFrameHeight();
  for (std::size_t i = 0; i < class_names.size(); ++i) {
    const std::string& name = class_names[i];
    const float width = 1.7f * side + text_size(side, name).x;
    if (i > 0) same_line_if_fits(width);
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    if (ImGui::InvisibleButton(name.c_str(), ImVec2(width, height)) && i != chosen) pressed = i;
    outline_walked_item(theme);
    const bool is_hovered = ImGui::IsItemHovered();
    draw_tooltip(tooltip);
    ImDrawList& canvas = *ImGui::GetWindowDrawList();
    const ImVec2 end(corner.x + width, corner.y + height);
    if (is_hovered || i == chosen)
      canvas.AddRectFilled(corner, end, packed(is_hovered ? theme.frame_hovered : theme.frame),
                           theme.rounding_px);
    if (i == chosen) canvas.AddRect(corner, end, packed(theme.accent), theme.rounding_px);
    draw_marker(canvas, ImVec2(corner.x + 0.75f * side, corner.y + height / 2), 0.3f * side,
                class_style(static_cast<std::int64_t>(i), theme), theme);
    draw_text(canvas, ImVec2(corner.x + 1.35f * side, corner.y + (height - side) / 2), side,
              theme.text, name);
  }
  return pressed;
}

}  // namespace netdyno::app
