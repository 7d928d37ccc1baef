// SPDX-License-Identifier: MIT
#include "app/chart/imgui_chart.h"

#include <algorithm>
#include <cmath>

#include "app/chart/canvas.h"
#include "app/chart/chart_drawing.h"
#include "app/chart/chart_legend.h"
#include "app/chart/chart_markers.h"
#include "app/chart/chart_read_out.h"

namespace netdyno::app {

namespace {

constexpr double kZoomPerNotch = 0.85;
constexpr float kSmallestBox = 5;  // pixels; less is a click that trembled
constexpr float kMarkerReach = 6;  // pixels around the pointer in which a marker is named

AxisRange range_of(const Axis& axis) {
  return {axis.min, axis.max};
}

class ChartInteraction {
 public:
  ChartInteraction(const Figure& figure, const ChartLayout& layout, ChartState& state)
      : figure_(figure), layout_(layout), state_(state), maps_(chart_maps(figure, layout)) {}

  ChartResult run() {
    const ImGuiIO& io = ImGui::GetIO();
    const ImVec2 pointer = io.MousePos;
    const bool is_hovered = ImGui::IsItemHovered();
    if (is_hovered && io.MouseWheel != 0) zoom(pointer, io);
    if (ImGui::IsItemActivated()) begin_drag(pointer, io);
    if (ImGui::IsItemActive()) drag(pointer);
    if (!ImGui::IsItemActive()) end_drag(pointer);
    if (is_hovered && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) {
      result_ = {};
      result_.fit = true;
      state_.pan_x.reset();
    }
    if (is_hovered && layout_.plot_contains(pointer))
      result_.pointer_x = maps_.x.data_from_px(pointer.x);
    result_.plot_width_px = layout_.plot_width();
    result_.plot_min = layout_.plot_min;
    result_.plot_max = layout_.plot_max;
    return result_;
  }

 private:
  // Along x, so that the curve stays in sight; over the y axis, or with Ctrl, along y.
  void zoom(const ImVec2& pointer, const ImGuiIO& io) {
    const double factor = std::pow(kZoomPerNotch, static_cast<double>(io.MouseWheel));
    if (io.KeyCtrl || pointer.x < layout_.plot_min.x)
      result_.y =
          zoomed(range_of(figure_.y), figure_.y.scale, maps_.y.data_from_px(pointer.y), factor);
    else
      result_.x =
          zoomed(range_of(figure_.x), figure_.x.scale, maps_.x.data_from_px(pointer.x), factor);
  }

  void begin_drag(const ImVec2& pointer, const ImGuiIO& io) {
    if (io.MouseDown[ImGuiMouseButton_Right] || io.KeyShift) {
      state_.box_start = pointer;
      return;
    }
    state_.pan_x = maps_.x.data_from_px(pointer.x);
    state_.pan_y = maps_.y.data_from_px(pointer.y);
  }

  void drag(const ImVec2& pointer) {
    if (!state_.pan_x || !ImGui::IsMouseDragging(ImGuiMouseButton_Left)) return;
    result_.x = panned(range_of(figure_.x), figure_.x.scale, *state_.pan_x,
                       maps_.x.data_from_px(pointer.x));
    result_.y = panned(range_of(figure_.y), figure_.y.scale, *state_.pan_y,
                       maps_.y.data_from_px(pointer.y));
  }

  void end_drag(const ImVec2& pointer) {
    state_.pan_x.reset();
    if (!state_.box_start) return;
    const ImVec2 start = *state_.box_start;
    state_.box_start.reset();
    result_.wants_menu = ImGui::IsMouseReleased(ImGuiMouseButton_Right) &&
                         std::abs(pointer.x - start.x) < kSmallestBox &&
                         std::abs(pointer.y - start.y) < kSmallestBox;
    if (std::abs(pointer.x - start.x) >= kSmallestBox)
      result_.x =
          usable({maps_.x.data_from_px(start.x), maps_.x.data_from_px(pointer.x)}, figure_.x.scale);
    if (std::abs(pointer.y - start.y) >= kSmallestBox)
      result_.y =
          usable({maps_.y.data_from_px(start.y), maps_.y.data_from_px(pointer.y)}, figure_.y.scale);
  }

  const Figure& figure_;
  const ChartLayout& layout_;
  ChartState& state_;
  ChartMaps maps_;
  ChartResult result_;
};

void draw_note(ImDrawList& canvas, const Figure& figure, const ChartLayout& layout,
               const ChartNote& note, const Theme& theme) {
  if (note.text.empty()) return;
  const float px = theme.small_font_px;
  const ImVec2 min(layout.min.x + text_size(px, figure.y.label).x + 2 * theme.gap_px, layout.min.y);
  draw_text(canvas, min, px, note.color, note.text);
  const ImVec2 max(min.x + text_size(px, note.text).x, min.y + px);
  if (!ImGui::IsWindowHovered() || !ImGui::IsMouseHoveringRect(min, max)) return;
  ImGui::BeginTooltip();
  ImGui::PushTextWrapPos(24 * theme.font_px);
  ImGui::TextUnformatted(note.tooltip.c_str());
  ImGui::PopTextWrapPos();
  ImGui::EndTooltip();
}

void draw_zoom_box(ImDrawList& canvas, const ChartLayout& layout, const ImVec2& start,
                   const Theme& theme) {
  const ImVec2 pointer = ImGui::GetIO().MousePos;
  canvas.PushClipRect(layout.plot_min, layout.plot_max, true);
  canvas.AddRectFilled(start, pointer, packed(theme.accent.with_alpha(0.2f)));
  canvas.AddRect(start, pointer, packed(theme.accent));
  canvas.PopClipRect();
}

// The crosshair snaps to the point that was read; dots mark the values.
void draw_crosshair(ImDrawList& canvas, const Figure& figure, const ChartLayout& layout,
                    const ReadOut& read_out, const Theme& theme) {
  const ChartMaps maps = chart_maps(figure, layout);
  const float x = std::round(maps.x.px_from_data(read_out.x));
  canvas.PushClipRect(layout.plot_min, layout.plot_max, true);
  canvas.AddLine(ImVec2(x, layout.plot_min.y), ImVec2(x, layout.plot_max.y),
                 packed(theme.text_muted));
  for (const ReadOutRow& row : read_out.rows)
    if (std::isfinite(row.y))
      canvas.AddCircleFilled(ImVec2(x, maps.y.px_from_data(row.y)), 2 + 2 * theme.scale,
                             packed(row.color), 12);
  canvas.PopClipRect();
}

}  // namespace

ChartResult draw_chart(const char* id, const Figure& figure, const ChartOptions& options,
                       ChartState& state, const Theme& theme) {
  ImGui::PushID(id);
  const ImVec2 min = ImGui::GetCursorScreenPos();
  const ImVec2 size(std::max(options.size.x, 1.0f), std::max(options.size.y, 1.0f));
  ChartLayout layout = layout_chart(figure, min, ImVec2(min.x + size.x, min.y + size.y),
                                    options.has_x_labels, theme);
  layout.plot_min.x =
      std::min(std::max(layout.plot_min.x, min.x + options.y_axis_width), layout.plot_max.x - 1);
  // Before the plot's own button: of overlapping items ImGui asks the earlier one first.
  const ChartLegend legend(figure, layout, theme);
  legend.interact(state.hidden);
  ImGui::SetCursorScreenPos(min);
  ImGui::InvisibleButton("plot", size,
                         ImGuiButtonFlags_MouseButtonLeft | ImGuiButtonFlags_MouseButtonRight |
                             ImGuiButtonFlags_MouseButtonMiddle);
  outline_walked_item(theme);
  const ChartResult result = ChartInteraction(figure, layout, state).run();

  ImDrawList& canvas = *ImGui::GetWindowDrawList();
  draw_frame(canvas, figure, layout, options.has_x_labels, theme);
  draw_note(canvas, figure, layout, options.note, theme);
  draw_series(canvas, figure, layout, state.hidden, theme);
  draw_markers(canvas, figure, layout, theme);
  legend.draw(canvas, state.hidden);
  if (state.box_start) draw_zoom_box(canvas, layout, *state.box_start, theme);
  // Linked charts read the same x, whichever of them is pointed at.
  const std::optional<double> at = options.crosshair ? options.crosshair : result.pointer_x;
  if (at && options.read_out) {
    const ChartMaps maps = chart_maps(figure, layout);
    const double radius =
        std::abs(maps.x.data_from_px(maps.x.px_from_data(*at) + kMarkerReach) - *at);
    ReadOut read_out = options.read_out(*at, radius);
    if (!read_out.rows.empty()) draw_crosshair(canvas, figure, layout, read_out, theme);
    if (result.pointer_x && !read_out.empty() && !state.box_start) {
      sort_by_distance(read_out, maps.y.data_from_px(ImGui::GetIO().MousePos.y));
      draw_read_out(read_out, theme);
    }
  }
  ImGui::PopID();
  return result;
}

}  // namespace netdyno::app
