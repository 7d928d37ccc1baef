// SPDX-License-Identifier: MIT
#include "app/panels/image_widgets.h"

#include <algorithm>
#include <cmath>

#include "app/chart/canvas.h"

namespace netdyno::app {

float enlarged(float extent, float box_px) {
  const float times = std::floor(box_px / std::max(extent, 1.0f));
  return times >= 1 ? times * extent : std::max(box_px, 1.0f);
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
