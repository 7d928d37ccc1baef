// SPDX-License-Identifier: MIT
#include "app/panels/boundary_panel.h"

#include <fmt/core.h>

#include <algorithm>

#include "app/chart/canvas.h"
#include "app/panels/scatter_widget.h"
#include "app/panels/widgets.h"
#include "app/report/probe_figures.h"
#include "app/view_models/boundary_model.h"
#include "app/view_models/data_choice.h"
#include "app/view_models/number_text.h"

namespace netdyno::app {

namespace {

constexpr float kTallFrom = 20;  // in font heights: the sets have a line of their own
constexpr float kListWidth = 7;  // in font heights
constexpr std::size_t kMostPickable = 8;
constexpr const char* kRemove = "Remove added";

}  // namespace

void BoundaryPanel::draw(const FrameContext& frame) {
  if (draw_unready_state(frame)) return;
  if (!is_planar(*frame.snapshot->recipe)) return draw_other_data(frame);
  draw_choices(frame);
  const auto* map = probe_value<DecisionMap>(frame.snapshot, "boundary");
  if (!map)
    draw_empty_state("Nothing measured yet", "The plane is being asked about", frame.theme);
  else if (!map->is_planar)
    draw_empty_state("No classes to draw", "The last layer's output is no vector of scores",
                     frame.theme);
  else
    draw_map(frame, *map);
}

void BoundaryPanel::draw_other_data(const FrameContext& frame) {
  draw_empty_state("A decision boundary needs points of the plane",
                   fmt::format("These examples are {}. One click trains on points",
                               frame.snapshot->recipe->model.input.text()),
                   frame.theme);
  ImGui::Dummy(ImVec2(0, frame.theme.gap_px));
  data_set_.draw_buttons(frame, true);
}

void BoundaryPanel::draw_choices(const FrameContext& frame) {
  if (ImGui::GetContentRegionAvail().y >= kTallFrom * frame.theme.font_px) {
    data_set_.draw_buttons(frame);
  } else {
    data_set_.draw_list(frame, kListWidth * ImGui::GetFontSize());
    ImGui::SameLine();
  }
  data_set_.draw_knobs(frame);
}

void BoundaryPanel::draw_classes(const FrameContext& frame) {
  const Recipe& recipe = *frame.snapshot->recipe;
  const std::vector<std::string>& names = frame.snapshot->class_names;
  if (data_knobs(recipe).empty() || names.size() > kMostPickable)
    return draw_class_legend(names, 2, frame.theme);
  class_to_add_ = std::min(class_to_add_, names.size() - 1);
  if (const auto chosen = draw_class_picker(
          names, class_to_add_, "A click in the plane adds a point of this class", frame.theme))
    class_to_add_ = *chosen;
  if (!has_points(recipe)) return;
  same_line_if_fits(button_width(kRemove));
  if (ImGui::Button(kRemove))
    frame.actions.request(
        OpenEditedRecipe{without_points(recipe), recipe.data.source.source, true});
  draw_tooltip("Removes the points that were added by clicks. Starts over at step 0");
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
  draw_classes(frame);
  if (has_bad_values(map))
    draw_wrapped_text("The network's answer is not a number somewhere", theme.error);
  const auto paint_regions = [&](ImDrawList& canvas, const ChartLayout& layout) {
    void* texture =
        frame.textures.texture("boundary", version_, [&] { return region_pixels(map, theme); });
    canvas.AddImage(texture, layout.plot_min, layout.plot_max);
  };
  const ChartLayout layout =
      draw_scatter("plane", figure_, ImGui::GetContentRegionAvail(), theme, paint_regions);
  follow_pointer(frame, map, layout);
}

void BoundaryPanel::follow_pointer(const FrameContext& frame, const DecisionMap& map,
                                   const ChartLayout& layout) const {
  const ImVec2 pointer = ImGui::GetIO().MousePos;
  if (!layout.plot_contains(pointer) || !ImGui::IsItemHovered()) return;
  const ChartMaps maps = chart_maps(figure_, layout);
  const double x = maps.x.data_from_px(pointer.x);
  const double y = maps.y.data_from_px(pointer.y);
  const Recipe& recipe = *frame.snapshot->recipe;
  const std::vector<std::string>& names = frame.snapshot->class_names;
  std::string text =
      region_text(map, x, y, names) + fmt::format("\nAfter step {}", count_text(measured_->step));
  if (!data_knobs(recipe).empty() && class_to_add_ < names.size()) {
    text += fmt::format("\nA click adds a point of {}", names[class_to_add_]);
    if (ImGui::IsMouseClicked(ImGuiMouseButton_Left))
      frame.actions.request(
          OpenEditedRecipe{with_point(recipe, x, y, static_cast<Index>(class_to_add_)),
                           recipe.data.source.source, true});
  }
  draw_tooltip(text);
}

std::vector<RunFigure> BoundaryPanel::figures(const FrameContext& frame) const {
  const ProbeResultPtr result = probe_result(frame.snapshot, "boundary");
  if (!result || !has_pictures(*result)) return {};
  return {boundary_figure(result, frame.snapshot->class_names)};
}

}  // namespace netdyno::app
