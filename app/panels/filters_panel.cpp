// SPDX-License-Identifier: MIT
#include "app/panels/filters_panel.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/chart/canvas.h"
#include "app/panels/image_widgets.h"
#include "app/panels/widgets.h"
#include "app/report/probe_figures.h"
#include "app/view_models/image_model.h"
#include "app/view_models/number_text.h"

namespace netdyno::app {

namespace {

constexpr float kLeastSide = 18;  // pixels at scale 1 of a filter; more of them scroll

// Layers that the probe of the open tab can show: those with weights, or those that give images.
std::vector<std::size_t> layers_to_show(const NetworkSummary& network, bool maps) {
  std::vector<std::size_t> layers;
  for (const LayerSummary& layer : network.layers)
    if (maps ? layer.output.is_image() : layer.has_weights && layer.type != "batchnorm")
      layers.push_back(layer.index);
  return layers;
}

}  // namespace

void FiltersPanel::draw(const FrameContext& frame) {
  if (draw_unready_state(frame)) return;
  draw_diverged_notice(frame);
  ImGui::PushFont(font_of_size(frame.theme.small_font_px));
  if (ImGui::BeginTabBar("subject")) {
    for (const bool maps : {false, true}) {
      const bool is_open = ImGui::BeginTabItem(maps ? "Feature maps" : "Filters");
      draw_tooltip(maps ? "What a layer makes of one of the shown images, y = f(x)"
                        : "The weights w of a layer as images");
      if (!is_open) continue;
      shows_maps_ = maps;
      draw_tab(frame);
      ImGui::EndTabItem();
    }
    ImGui::EndTabBar();
  }
  ImGui::PopFont();
}

void FiltersPanel::draw_tab(const FrameContext& frame) {
  const std::string probe = probes().front();
  const auto* grid = probe_value<ImageGrid>(frame.snapshot, probe);
  if (!grid) {
    draw_empty_state("Nothing measured yet", "Drawn as soon as it is measured", frame.theme);
    return;
  }
  const auto& result = frame.snapshot->probes.find(probe)->second;
  if (measured_ != result) {
    measured_ = result;
    ++version_;
  }
  draw_layer_choice(frame, grid->layer);
  if (shows_maps_) draw_image_choice(frame);
  if (grid->count == 0) {
    draw_empty_state(shows_maps_ ? "No maps to show" : "No filters to show",
                     shows_maps_ ? "Choose a layer that gives images, and pin an image"
                                 : "The layer's weights are not images",
                     frame.theme);
    return;
  }
  draw_view_options(frame, *grid);
  draw_content(frame, *grid, result->step);
}

void FiltersPanel::draw_layer_choice(const FrameContext& frame, std::size_t shown) {
  const NetworkSummary& network = *frame.snapshot->network;
  const std::vector<std::size_t> layers = layers_to_show(network, shows_maps_);
  if (layers.empty()) return;
  ProbeFocus focus = frame.snapshot->focus;
  std::optional<std::size_t>& wanted = shows_maps_ ? focus.maps_layer : focus.filters_layer;
  std::vector<std::string> names, docs;
  for (const std::size_t layer : layers) {
    names.push_back(fmt::format("{} {}", layer, network.layers[layer].type));
    docs.push_back(network.layers[layer].options);
  }
  const auto at = std::ranges::find(layers, wanted.value_or(shown));
  const auto current = static_cast<std::size_t>(at - layers.begin());
  const float width = 9 * frame.theme.small_font_px;
  if (const auto chosen = draw_choice("layer", names, docs, current, width)) {
    wanted = layers[*chosen];
    frame.commands.send(SetFocus{focus});
  }
  draw_tooltip("Which layer is shown");
}

void FiltersPanel::draw_image_choice(const FrameContext& frame) {
  std::vector<std::string> names;
  if (!frame.snapshot->examined_name.empty()) names.push_back(frame.snapshot->examined_name);
  for (const Index example : frame.snapshot->pinned)
    names.push_back(fmt::format("validation image {}", example));
  if (names.empty()) return;
  ProbeFocus focus = frame.snapshot->focus;
  const float width = 11 * frame.theme.small_font_px;
  same_line_if_fits(width);
  if (const auto chosen =
          draw_choice("image", names, {}, static_cast<std::size_t>(focus.maps_image), width)) {
    focus.maps_image = static_cast<Index>(*chosen);
    frame.commands.send(SetFocus{focus});
  }
  draw_tooltip("Which image goes through the network; the Saliency panel pins others");
}

void FiltersPanel::draw_view_options(const FrameContext& frame, const ImageGrid& grid) {
  bool is_local = view_.scale == MapScale::Local;
  same_line_if_fits(checkbox_width("own scales"));
  if (ImGui::Checkbox("own scales", &is_local)) {
    view_.scale = is_local ? MapScale::Local : MapScale::Layer;
    ++version_;
  }
  draw_tooltip("Each image runs to its own largest value; else all share one colour range");
  if (shows_maps_ || grid.channels == 1 || grid.channels == 3) return view_.channel.reset();
  const float width = 8 * frame.theme.small_font_px;
  same_line_if_fits(width);
  ImGui::SetNextItemWidth(width);
  int channel = static_cast<int>(view_.channel.value_or(-1));
  const std::string text =
      channel < 0 ? std::string("mean of channels") : fmt::format("channel {}", channel);
  if (ImGui::SliderInt("##channel", &channel, -1, static_cast<int>(grid.channels) - 1, text.c_str(),
                       ImGuiSliderFlags_AlwaysClamp | ImGuiSliderFlags_NoInput)) {
    view_.channel = channel < 0 ? std::nullopt : std::optional<Index>(channel);
    ++version_;
  }
  draw_tooltip("A filter has a plane of weights for each channel of its input: one, or their mean");
}

void FiltersPanel::draw_content(const FrameContext& frame, const ImageGrid& grid,
                                std::int64_t step) {
  draw_wrapped_text(
      fmt::format("Layer {} after step {}: {}, {}×{}", grid.layer, count_text(step),
                  plural(grid.count, shows_maps_ ? "map" : "filter"), grid.height, grid.width),
      frame.theme.text_muted);
  if (grid.not_finite > 0)
    draw_wrapped_text(fmt::format("{} not finite", plural(grid.not_finite, "value")),
                      frame.theme.error);
  const float height = ImGui::GetContentRegionAvail().y - map_legend_height(frame.theme);
  ImGui::BeginChild("grid", ImVec2(0, std::max(height, 1.0f)));
  draw_grid(frame, grid);
  ImGui::EndChild();
  draw_legend(frame, grid);
}

void FiltersPanel::draw_legend(const FrameContext& frame, const ImageGrid& grid) const {
  const bool is_local = view_.scale == MapScale::Local;
  const double limit = filter_limit(grid);
  if (grid.channels == 3) {
    const std::string end = is_local ? "each filter's largest" : number_text(limit);
    draw_wrapped_text(fmt::format("Red, green, blue; middle grey is 0, ends are ±{}", end),
                      frame.theme.text_muted);
    return;
  }
  draw_map_legend(frame,
                  {"filter legend", [&] { return diverging_legend(kMapLegendWidth, frame.theme); },
                   is_local ? "−largest" : number_text(-limit), "0",
                   is_local ? "largest" : number_text(limit)});
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
    return filter_pixels(grid, 1, 0, theme, view_);  // one above the other
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
    draw_tooltip(shows_maps_ ? map_text(grid, i) : filter_text(grid, i));
  }
}

std::vector<RunFigure> FiltersPanel::figures(const FrameContext& frame) const {
  const ProbeResultPtr result = probe_result(frame.snapshot, probes().front());
  if (!result || !has_pictures(*result)) return {};
  return {filters_figure(result, shows_maps_, view_)};
}

}  // namespace netdyno::app
