// SPDX-License-Identifier: MIT
#include "app/panels/boundary_panel.h"

#include <fmt/core.h>

#include <algorithm>

#include "app/chart/canvas.h"
#include "app/panels/scatter_widget.h"
#include "app/panels/widgets.h"
#include "app/report/probe_figures.h"
#include "app/view_models/boundary_model.h"
#include "app/view_models/number_text.h"

namespace netdyno::app {

void BoundaryPanel::draw(const FrameContext& frame) {
  if (draw_unready_state(frame)) return;
  draw_diverged_notice(frame);
  if (frame.snapshot->recipe->model.input.size() != 2)
    return draw_empty_state(
        "A decision boundary needs points of the plane",
        fmt::format("These examples are {}. Open a recipe whose data.source is spiral, "
                    "circles, moons, xor or blobs and whose model.input is [2]",
                    frame.snapshot->recipe->model.input.text()),
        frame.theme);
  const auto* map = probe_value<DecisionMap>(frame.snapshot, "boundary");
  if (!map)
    return draw_empty_state("Nothing measured yet", "The plane is being asked about", frame.theme);
  if (!map->is_planar)
    return draw_empty_state("No classes to draw", "The last layer's output is no vector of scores",
                            frame.theme);
  ImGui::PushFont(font_of_size(frame.theme.small_font_px));
  draw_map(frame, *map);
  ImGui::PopFont();
}

void BoundaryPanel::draw_map(const FrameContext& frame, const DecisionMap& map) {
  const Theme& theme = frame.theme;
  const auto& result = frame.snapshot->probes.find("boundary")->second;
  if (measured_ != result || was_dark_ != theme.is_dark) {
    measured_ = result;
    was_dark_ = theme.is_dark;
    ++version_;
    figure_ = build_boundary(map, frame.snapshot->class_names, theme);
  }
  draw_class_legend(frame.snapshot->class_names, 2, theme);
  if (has_bad_values(map))
    draw_wrapped_text("The network's answer is not a number somewhere", theme.error);
  const auto paint_regions = [&](ImDrawList& canvas, const ChartLayout& layout) {
    void* texture =
        frame.textures.texture("boundary", version_, [&] { return region_pixels(map, theme); });
    canvas.AddImage(texture, layout.plot_min, layout.plot_max);
  };
  const ChartLayout layout =
      draw_scatter("plane", figure_, ImGui::GetContentRegionAvail(), theme, paint_regions);
  const ImVec2 pointer = ImGui::GetIO().MousePos;
  if (!layout.plot_contains(pointer)) return;
  const ChartMaps maps = chart_maps(figure_, layout);
  draw_tooltip(region_text(map, maps.x.data_from_px(pointer.x), maps.y.data_from_px(pointer.y),
                           frame.snapshot->class_names) +
               fmt::format("\nAfter step {}", count_text(result->step)));
}

std::vector<RunFigure> BoundaryPanel::figures(const FrameContext& frame) const {
  const ProbeResultPtr result = probe_result(frame.snapshot, "boundary");
  if (!result || !has_pictures(*result)) return {};
  return {boundary_figure(result, frame.snapshot->class_names)};
}

}  // namespace netdyno::app
