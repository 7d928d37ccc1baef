// SPDX-License-Identifier: MIT
#include "app/panels/unit_widget.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "app/chart/canvas.h"
#include "app/chart/color_map.h"
#include "app/panels/image_widgets.h"
#include "app/panels/widgets.h"
#include "app/view_models/distribution_model.h"
#include "app/view_models/image_model.h"

namespace netdyno::app {

namespace {

constexpr float kLargestCell = 28;  // pixels at scale 1

struct Cells {
  std::size_t columns = 1;
  float side = 1;
};

// As large as they fit.
Cells lay_out_cells(std::size_t count, const ImVec2& room, float largest) {
  const std::size_t best = best_columns(count, room.x, room.y);
  const auto rows = static_cast<float>((count + best - 1) / best);
  const float fitting = std::min(room.x / static_cast<float>(best), room.y / rows);
  if (fitting < largest) return {best, std::max(fitting, 1.0f)};
  return {std::max<std::size_t>(1, static_cast<std::size_t>(room.x / largest)), largest};
}

void draw_cells(const Distribution& row, const ImVec2& room, const Theme& theme) {
  const std::vector<float>& shares = row.unit_shares;
  const Cells cells = lay_out_cells(shares.size(), room, kLargestCell * theme.scale);
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  ImGui::InvisibleButton("units", ImVec2(std::max(room.x, 1.0f), std::max(room.y, 1.0f)));
  ImDrawList& canvas = *ImGui::GetWindowDrawList();
  const float gap = cells.side >= 6 ? 1.0f : 0.0f;
  const auto place = [&](std::size_t unit) {
    return ImVec2(corner.x + static_cast<float>(unit % cells.columns) * cells.side,
                  corner.y + static_cast<float>(unit / cells.columns) * cells.side);
  };
  for (std::size_t unit = 0; unit < shares.size(); ++unit) {
    const ImVec2 min = place(unit);
    canvas.AddRectFilled(min, ImVec2(min.x + cells.side - gap, min.y + cells.side - gap),
                         packed(sequential_color(static_cast<double>(shares[unit]), 1, theme)));
  }
  if (!ImGui::IsItemHovered()) return;
  const ImVec2 pointer = ImGui::GetIO().MousePos;
  const auto column = static_cast<std::size_t>((pointer.x - corner.x) / cells.side);
  const auto line = static_cast<std::size_t>((pointer.y - corner.y) / cells.side);
  const std::size_t unit = line * cells.columns + column;
  if (column >= cells.columns || unit >= shares.size()) return;
  const ImVec2 min = place(unit);
  canvas.AddRect(min, ImVec2(min.x + cells.side, min.y + cells.side), packed(theme.text));
  draw_tooltip(unit_text(row, unit));
}

}  // namespace

void draw_units(const FrameContext& frame, std::size_t row, const DistributionSet& set) {
  if (row >= set.rows.size() || set.rows[row].unit_shares.empty()) {
    draw_empty_state("Nothing to show of single units",
                     "Choose the activations of a tanh, a sigmoid or a ReLU", frame.theme);
    return;
  }
  const Distribution& shown = set.rows[row];
  draw_wrapped_text(units_text(shown), frame.theme.text);
  const ImVec2 available = ImGui::GetContentRegionAvail();
  draw_cells(shown, ImVec2(available.x, available.y - map_legend_height(frame.theme)), frame.theme);
  draw_map_legend(
      frame, {"unit legend", [&] { return sequential_legend(kMapLegendWidth, frame.theme); }, "0 %",
              std::string("share of values ") + unit_share_name(shown), "100 %"});
}

}  // namespace netdyno::app
