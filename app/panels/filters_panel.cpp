// SPDX-License-Identifier: MIT
#include "app/panels/filters_panel.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/chart/canvas.h"
#include "app/panels/image_widgets.h"
#include "app/panels/widgets.h"
#include "app/view_models/image_model.h"
#include "app/view_models/number_text.h"

namespace netdyno::app {

namespace {

constexpr float kLeastSide = 18;  // pixels at scale 1 of a filter; more of them scroll
constexpr int kLegendWidth = 128;

void draw_legend(const FrameContext& frame, const ImageGrid& grid) {
  const double limit = filter_limit(grid);
  if (grid.channels == 3) {
    draw_wrapped_text(
        fmt::format("Red, green, blue; middle grey is 0, ends are ±{}", number_text(limit)),
        frame.theme.text_muted);
    return;
  }
  draw_map_legend(frame,
                  {"filter legend", [&] { return diverging_legend(kLegendWidth, frame.theme); },
                   number_text(-limit), "0", number_text(limit)});
}

}  // namespace

void FiltersPanel::draw(const FrameContext& frame) {
  if (draw_unready_state(frame)) return;
  draw_diverged_notice(frame);
  const auto* grid = probe_value<ImageGrid>(frame.snapshot, "filters");
  if (!grid) {
    draw_empty_state("Nothing measured yet", "The filters are drawn as soon as they are measured",
                     frame.theme);
    return;
  }
  if (grid->count == 0) {
    draw_empty_state("No filters to show", "The first layer's weights are not images", frame.theme);
    return;
  }
  const auto& result = frame.snapshot->probes.find("filters")->second;
  if (measured_ != result) {
    measured_ = result;
    ++version_;
  }
  ImGui::PushFont(font_of_size(frame.theme.small_font_px));
  draw_wrapped_text(fmt::format("Layer {} after step {}: weights w of {}, {}×{}", grid->layer,
                                count_text(result->step), plural(grid->count, "filter"),
                                grid->height, grid->width),
                    frame.theme.text_muted);
  if (grid->not_finite > 0)
    draw_wrapped_text(fmt::format("{} not finite", plural(grid->not_finite, "weight")),
                      frame.theme.error);
  const float height = ImGui::GetContentRegionAvail().y - map_legend_height(frame.theme);
  ImGui::BeginChild("grid", ImVec2(0, std::max(height, 1.0f)));
  draw_grid(frame, *grid);
  ImGui::EndChild();
  draw_legend(frame, *grid);
  ImGui::PopFont();
}

void FiltersPanel::draw_grid(const FrameContext& frame, const ImageGrid& grid) const {
  const Theme& theme = frame.theme;
  const auto count = static_cast<std::size_t>(grid.count);
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const float gap = std::max(1.0f, theme.gap_px / 2);
  const float least = kLeastSide * theme.scale + gap;
  std::size_t columns = best_columns(count, room.x, room.y);
  // Rather scroll than draw what nobody can see.
  columns = std::clamp<std::size_t>(columns, 1, std::max(1, static_cast<int>(room.x / least)));
  const std::size_t rows = (count + columns - 1) / columns;
  const float box = std::max(std::min(room.x / static_cast<float>(columns),
                                      std::max(room.y / static_cast<float>(rows), least)) -
                                 gap,
                             1.0f);
  const float longest = static_cast<float>(std::max(grid.width, grid.height));
  const float times = enlarged(longest, box) / longest;
  const ImVec2 size(static_cast<float>(grid.width) * times,
                    static_cast<float>(grid.height) * times);
  void* texture = frame.textures.texture("filters", 2 * version_ + (theme.is_dark ? 1 : 0), [&] {
    return filter_pixels(grid, 1, 0, theme);  // one above the other
  });
  const ImVec2 origin = ImGui::GetCursorScreenPos();
  ImDrawList& canvas = *ImGui::GetWindowDrawList();
  for (std::size_t i = 0; i < count; ++i) {
    const ImVec2 min(origin.x + static_cast<float>(i % columns) * (size.x + gap),
                     origin.y + static_cast<float>(i / columns) * (size.y + gap));
    const ImVec2 max(min.x + size.x, min.y + size.y);
    ImGui::SetCursorScreenPos(min);
    ImGui::Dummy(size);
    canvas.AddImage(texture, min, max, ImVec2(0, static_cast<float>(i) / static_cast<float>(count)),
                    ImVec2(1, static_cast<float>(i + 1) / static_cast<float>(count)));
    if (!ImGui::IsItemHovered()) continue;
    canvas.AddRect(min, max, packed(theme.text));
    draw_tooltip(filter_text(grid, i));
  }
}

}  // namespace netdyno::app
