// SPDX-License-Identifier: MIT
#include "app/panels/image_widgets.h"

#include <algorithm>
#include <cmath>

#include "app/chart/canvas.h"
#include "app/panels/widgets.h"

namespace netdyno::app {

float enlarged(float extent, float box_px) {
  const float times = std::floor(box_px / std::max(extent, 1.0f));
  return times >= 1 ? times * extent : std::max(box_px, 1.0f);
}

namespace {

constexpr float kImageZoomPerNotch = 1.25f;

// What wheel and drag over the item before do to the zoom of all images.
void handle_zoom(const FrameContext& frame, const ImVec2& min, const ImVec2& size) {
  const ImGuiIO& io = ImGui::GetIO();
  const ImageZoom& zoom = frame.selection.zoom;
  ImageZoom changed = zoom;
  if (ImGui::IsItemHovered() && io.KeyCtrl && io.MouseWheel != 0)
    changed = zoomed_at(zoom, std::pow(kImageZoomPerNotch, io.MouseWheel),
                        (io.MousePos.x - min.x) / size.x, (io.MousePos.y - min.y) / size.y);
  if (ImGui::IsItemActive() && ImGui::IsMouseDragging(ImGuiMouseButton_Left))
    changed = dragged(zoom, io.MouseDelta.x / size.x, io.MouseDelta.y / size.y);
  if (ImGui::IsItemHovered() && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) changed = {};
  if (changed != zoom) frame.actions.request(ZoomImages{changed});
}

}  // namespace

bool draw_tile(const FrameContext& frame, const PictureTile& tile) {
  const ImVec2 min = ImGui::GetCursorScreenPos();
  const ImVec2 size(std::max(tile.size.x, 1.0f), std::max(tile.size.y, 1.0f));
  const ImVec2 max(min.x + size.x, min.y + size.y);
  const bool is_released = ImGui::InvisibleButton(tile.id, size);
  const bool was_dragged = ImGui::GetMouseDragDelta(ImGuiMouseButton_Left).x != 0 ||
                           ImGui::GetMouseDragDelta(ImGuiMouseButton_Left).y != 0;
  if (tile.follows_zoom) handle_zoom(frame, min, size);
  const ImagePart part = tile.follows_zoom ? visible_part(frame.selection.zoom) : ImagePart();
  const auto within = [&](float x, float y) {
    return ImVec2(tile.uv_min.x + x * (tile.uv_max.x - tile.uv_min.x),
                  tile.uv_min.y + y * (tile.uv_max.y - tile.uv_min.y));
  };
  ImDrawList& canvas = *ImGui::GetWindowDrawList();
  canvas.AddImage(tile.texture, min, max, within(part.x_min, part.y_min),
                  within(part.x_max, part.y_max));
  if (ImGui::IsItemHovered() || ImGui::IsItemFocused())
    canvas.AddRect(min, max, packed(frame.theme.text));
  draw_tooltip(tile.tooltip);
  return is_released && !was_dragged;
}

float map_legend_height(const Theme& theme) {
  return 1.8f * theme.small_font_px + theme.gap_px;
}

void draw_map_legend(const FrameContext& frame, const MapLegend& legend) {
  const Theme& theme = frame.theme;
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  const float room = ImGui::GetContentRegionAvail().x;
  const float width = std::max(legend.width_px > 0 ? legend.width_px : room, 1.0f);
  const float strip = std::round(0.7f * theme.small_font_px);
  ImGui::Dummy(ImVec2(width, map_legend_height(theme) - ImGui::GetStyle().ItemSpacing.y));
  ImDrawList& canvas = *ImGui::GetWindowDrawList();
  void* texture = frame.textures.texture(legend.key, theme.is_dark ? 1 : 2, legend.paint);
  canvas.AddImage(texture, corner, ImVec2(corner.x + width, corner.y + strip));
  const float y = corner.y + strip + 1;
  const float px = theme.small_font_px;
  draw_text(canvas, ImVec2(corner.x, y), px, theme.text_muted, legend.low);
  draw_text_centred(canvas, corner.x + width / 2, y, px, theme.text_muted, legend.middle);
  draw_text(canvas, ImVec2(corner.x + width - text_size(px, legend.high).x, y), px,
            theme.text_muted, legend.high);
}

}  // namespace netdyno::app
