// SPDX-License-Identifier: MIT
#include "app/panels/picture_grid.h"

#include <algorithm>
#include <cmath>

#include "app/chart/canvas.h"
#include "app/panels/image_widgets.h"
#include "app/panels/widgets.h"
#include "app/view_models/image_model.h"

namespace netdyno::app {

namespace {

struct GridLayout {
  std::size_t columns = 1;
  float step_x = 0, step_y = 0;
  ImVec2 size;  // of a picture
};

GridLayout lay_out(const PictureGrid& grid, const ImVec2& room, const Theme& theme) {
  const float gap = std::max(2.0f, theme.gap_px / 2);
  const float caption =
      grid.caption ? theme.small_font_px * static_cast<float>(grid.caption_lines) + 2 : 0;
  const float least = grid.least_px * theme.scale;
  GridLayout layout;
  layout.columns = std::clamp<std::size_t>(
      best_columns(grid.count, room.x, room.y), 1,
      std::max<std::size_t>(1, static_cast<std::size_t>(std::max(room.x, 0.0f) / (least + gap))));
  const std::size_t rows = (grid.count + layout.columns - 1) / layout.columns;
  const float fitting =
      std::min(room.x / static_cast<float>(layout.columns),
               room.y / static_cast<float>(std::max<std::size_t>(rows, 1)) - caption) -
      gap;
  const float most = room.x / static_cast<float>(layout.columns) - gap;
  const float side = std::max(1.0f, std::min(std::max(fitting, least), most));
  const float longest = static_cast<float>(std::max(grid.shape.width(), grid.shape.height()));
  // Whole multiples stay crisp, where they do not waste half of the room.
  const float whole = enlarged(longest, side);
  const float times = (whole > 0.75f * side ? whole : side) / longest;
  layout.size = {std::max(1.0f, static_cast<float>(grid.shape.width()) * times),
                 std::max(1.0f, static_cast<float>(grid.shape.height()) * times)};
  layout.step_x = std::floor(room.x / static_cast<float>(layout.columns));
  layout.step_y = std::floor(layout.size.y + caption + gap);
  return layout;
}

void draw_caption(const std::string& text, int lines, const ImVec2& corner, float width,
                  const Theme& theme) {
  ImDrawList& canvas = *ImGui::GetWindowDrawList();
  const float height = (static_cast<float>(lines) + 0.4f) * theme.small_font_px;
  canvas.PushClipRect(corner, ImVec2(corner.x + width, corner.y + height), true);
  draw_text(canvas, corner, theme.small_font_px, theme.text_muted, text);
  canvas.PopClipRect();
}

// What pictures are sized for: where their place may shrink, the scroll bar has its room at once.
ImVec2 room_of(const PictureGrid& grid) {
  const ImVec2 available = ImGui::GetContentRegionAvail();
  if (grid.laid_out_height <= 0) return available;
  return {ImGui::GetWindowWidth() - ImGui::GetStyle().ScrollbarSize, grid.laid_out_height};
}

}  // namespace

std::optional<std::size_t> draw_picture_grid(const FrameContext& frame, const PictureGrid& grid) {
  std::optional<std::size_t> clicked;
  if (grid.count == 0) return clicked;
  const Theme& theme = frame.theme;
  ImGui::BeginChild(grid.key.c_str());
  const GridLayout layout = lay_out(grid, room_of(grid), theme);
  void* texture = frame.textures.texture(grid.key, grid.version, grid.paint);
  const ImVec2 origin = ImGui::GetCursorScreenPos();
  ImDrawList& canvas = *ImGui::GetWindowDrawList();
  for (std::size_t i = 0; i < grid.count; ++i) {
    const ImVec2 min(origin.x + static_cast<float>(i % layout.columns) * layout.step_x,
                     origin.y + static_cast<float>(i / layout.columns) * layout.step_y);
    const ImVec2 max(min.x + layout.size.x, min.y + layout.size.y);
    ImGui::SetCursorScreenPos(min);
    ImGui::PushID(static_cast<int>(i));
    if (!grid.is_choosable)
      ImGui::Dummy(layout.size);
    else if (ImGui::InvisibleButton("picture", layout.size))
      clicked = i;
    ImGui::PopID();
    const auto share = [&](std::size_t n) {
      return static_cast<float>(n) / static_cast<float>(grid.count);
    };
    canvas.AddImage(texture, min, max, ImVec2(0, share(i)), ImVec2(1, share(i + 1)));
    if (grid.chosen == i)
      canvas.AddRect(min, max, packed(theme.accent), 0, 0, std::max(2.0f, 2 * theme.scale));
    if (ImGui::IsItemHovered() || ImGui::IsItemFocused())
      canvas.AddRect(min, max, packed(theme.text));
    draw_tooltip(grid.tooltip(i));
    if (grid.caption)
      draw_caption(grid.caption(i), grid.caption_lines, {min.x, max.y}, layout.step_x - 2, theme);
  }
  // Room for the last row's captions, so that they can be scrolled to.
  const std::size_t rows = (grid.count + layout.columns - 1) / layout.columns;
  ImGui::SetCursorScreenPos(origin);
  ImGui::Dummy(ImVec2(1, static_cast<float>(rows) * layout.step_y));
  ImGui::EndChild();
  return clicked;
}

}  // namespace netdyno::app
