// SPDX-License-Identifier: MIT
#include "app/panels/histogram_widget.h"

#include <algorithm>

#include "app/chart/canvas.h"
#include "app/panels/widgets.h"
#include "app/view_models/number_text.h"

namespace netdyno::app {

namespace {

constexpr float kRangeHeight = 2.4f;  // in small font heights: below it bars take all the room

struct Box {
  ImVec2 min, max;
  float width() const { return max.x - min.x; }
  float height() const { return max.y - min.y; }
};

void draw_bars(ImDrawList& canvas, const DistributionRow& row, const Box& box, const Theme& theme) {
  const ImU32 color = packed(row.is_worrying ? theme.warning : theme.accent);
  const auto bins = static_cast<float>(row.bins.size());
  for (std::size_t i = 0; i < row.bins.size(); ++i) {
    if (!(row.bins[i] > 0)) continue;
    const float left = box.min.x + box.width() * static_cast<float>(i) / bins;
    const float right = box.min.x + box.width() * static_cast<float>(i + 1) / bins;
    // A single value among thousands still shows.
    const float height = std::max(1.0f, box.height() * static_cast<float>(row.bins[i]));
    canvas.AddRectFilled(ImVec2(left, box.max.y - height), ImVec2(right, box.max.y), color);
  }
}

void draw_zeros(ImDrawList& canvas, const DistributionRow& row, const Box& box,
                const Theme& theme) {
  if (!row.zero_position) return;
  const float x = std::clamp(box.min.x + box.width() * static_cast<float>(*row.zero_position),
                             box.min.x + theme.line_px / 2, box.max.x - theme.line_px / 2);
  canvas.AddLine(ImVec2(x, box.min.y), ImVec2(x, box.max.y), packed(theme.grid));
  if (row.zero_bar > 0)
    canvas.AddRectFilled(
        ImVec2(x - theme.line_px / 2,
               box.max.y - std::max(2.0f, box.height() * static_cast<float>(row.zero_bar))),
        ImVec2(x + theme.line_px / 2, box.max.y), packed(theme.text_muted));
}

void draw_range(ImDrawList& canvas, const DistributionRow& row, const Box& box,
                const Theme& theme) {
  const std::string low = number_text(row.lo);
  const std::string high = number_text(row.hi);
  const float px = theme.small_font_px;
  draw_text(canvas, ImVec2(box.min.x, box.max.y + 1), px, theme.text_muted, low);
  const float high_width = text_size(px, high).x;
  draw_text(canvas, ImVec2(box.max.x - high_width, box.max.y + 1), px, theme.text_muted, high);
  if (!row.zero_position) return;
  const float x = box.min.x + box.width() * static_cast<float>(*row.zero_position);
  const bool has_room = x - text_size(px, low).x > box.min.x + theme.gap_px &&
                        x + high_width < box.max.x - theme.gap_px;
  if (has_room) draw_text_centred(canvas, x, box.max.y + 1, px, theme.text_muted, "0");
}

}  // namespace

void draw_histogram(const DistributionRow& row, const Distribution& distribution,
                    const ImVec2& size, const Theme& theme) {
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  ImGui::InvisibleButton("histogram", ImVec2(std::max(size.x, 1.0f), std::max(size.y, 1.0f)));
  const bool is_hovered = ImGui::IsItemHovered();
  ImDrawList& canvas = *ImGui::GetWindowDrawList();
  const bool has_range = size.y >= kRangeHeight * theme.small_font_px;
  const float range_px = has_range ? theme.small_font_px + 2 : 1;
  const Box box{corner, ImVec2(corner.x + size.x, corner.y + size.y - range_px)};
  if (row.has_bad_values) {
    draw_text(canvas, corner, theme.small_font_px, theme.error, "values that are not finite");
  } else {
    draw_zeros(canvas, row, box, theme);
    draw_bars(canvas, row, box, theme);
    if (has_range) draw_range(canvas, row, box, theme);
  }
  canvas.AddLine(ImVec2(box.min.x, box.max.y), box.max, packed(theme.axis));
  if (!is_hovered) return;
  const float pointer = ImGui::GetIO().MousePos.x;
  const float share = (pointer - box.min.x) / std::max(1.0f, box.width());
  canvas.AddLine(ImVec2(pointer, box.min.y), ImVec2(pointer, box.max.y), packed(theme.text));
  draw_tooltip(bin_text(distribution, share) + "\n\n" + row.summary);
}

}  // namespace netdyno::app
