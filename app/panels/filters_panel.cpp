// SPDX-License-Identifier: MIT
#include "app/panels/filters_panel.h"

#include <fmt/core.h>

#include <algorithm>

#include "app/chart/canvas.h"
#include "app/panels/image_widgets.h"
#include "app/panels/widgets.h"
#include "app/report/probe_figures.h"
#include "app/view_models/image_model.h"
#include "app/view_models/number_text.h"

namespace netdyno::app {

namespace {

// Values of a grid that is remembered: 64 of them take at most 64 MB.
constexpr std::size_t kMostKept = std::size_t{1} << 18;

const ScaleWords& grid_scale_words() {
  static const ScaleWords words = {
      {"one range for the layer", "a range for each image", "one range for the network"},
      {"All images of the layer share one colour range", "Each image runs to its own largest value",
       "One colour range up to the largest value of all layers that can be shown"}};
  return words;
}

constexpr float kLeastFilterSide = 18;  // pixels at scale 1 of a filter; more of them scroll

// Layers that the probe of the open tab can show: those with weights, or those that give images.
std::vector<std::size_t> layers_to_show(const NetworkSummary& network, bool maps) {
  std::vector<std::size_t> layers;
  for (const LayerSummary& layer : network.layers)
    if (maps ? layer.output.is_image() : layer.has_weights) layers.push_back(layer.index);
  return layers;
}

}  // namespace

void FiltersPanel::draw(const FrameContext& frame) {
  if (draw_unready_state(frame)) return;
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
}

void FiltersPanel::draw_tab(const FrameContext& frame) {
  const std::string probe = probes().front();
  const auto* newest = probe_value<ImageGrid>(frame.snapshot, probe);
  if (!newest) {
    draw_empty_state("Nothing measured yet", "Drawn as soon as it is measured", frame.theme);
    return;
  }
  remember(frame.snapshot->probes.find(probe)->second);
  draw_layer_choice(frame, newest->layer);
  if (shows_maps_) draw_image_choice(frame);
  if (newest->count == 0) {
    draw_empty_state(shows_maps_ ? "No maps to show" : "No filters to show",
                     shows_maps_ ? "Choose a layer that gives images, and pin an image"
                                 : "The layer's weights are not images",
                     frame.theme);
    return;
  }
  draw_view_options(frame, *newest);
  const ProbeHistory& history = histories_[shows_maps_ ? 1 : 0];
  timeline_.draw(frame, history);
  const ProbeHistory::Result past = ImageTimeline::shown(frame.selection, history);
  const ProbeHistory::Result shown = frame.selection.image_step && past ? past : measured_;
  if (shown_ != shown) {
    shown_ = shown;
    ++version_;
  }
  const auto& grid = std::get<ImageGrid>(shown->value);
  draw_content(frame, grid, shown->step);
  draw_viewer(frame, grid);
}

void FiltersPanel::remember(const std::shared_ptr<const ProbeResult>& result) {
  if (measured_ == result) return;
  measured_ = result;
  const auto& grid = std::get<ImageGrid>(result->value);
  if (grid.values.size() > kMostKept) return;
  histories_[shows_maps_ ? 1 : 0].add(
      result, fmt::format("{} {} {} {}", grid.layer, grid.count, grid.height, grid.width));
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
  const float width = std::min(9 * frame.theme.font_px, ImGui::GetContentRegionAvail().x);
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
  const float width = 11 * frame.theme.font_px;
  same_line_if_fits(width);
  if (const auto chosen =
          draw_choice("image", names, {}, static_cast<std::size_t>(focus.maps_image), width)) {
    focus.maps_image = static_cast<Index>(*chosen);
    frame.commands.send(SetFocus{focus});
  }
  draw_tooltip("Which image goes through the network; the Saliency panel pins others");
}

void FiltersPanel::draw_view_options(const FrameContext& frame, const ImageGrid& grid) {
  draw_look(frame);
  if (shows_maps_ || grid.channels == 1 || grid.channels == 3) return view_.channel.reset();
  const float width = 8 * frame.theme.font_px;
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

void FiltersPanel::draw_look(const FrameContext& frame) {
  const bool is_changed = draw_look_menu(frame, look_, grid_scale_words());
  view_.scale = look_.scale;
  view_.contrast = static_cast<double>(look_.contrast);
  if (!is_changed) return;
  ++version_;
  ProbeFocus focus = frame.snapshot->focus;
  const bool needs_network = look_.scale == MapScale::Global;
  if (focus.measures_network_range == needs_network) return;
  focus.measures_network_range = needs_network;
  frame.commands.send(SetFocus{focus});
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
  const double limit = map_limit(grid, view_, 0);
  if (grid.channels == 3) {
    const std::string end = is_local ? "each filter's largest" : number_text(limit);
    draw_wrapped_text(fmt::format("Red, green, blue; middle grey is 0, ends are ±{}", end),
                      frame.theme.text_muted);
    return;
  }
  // Without a finite value there is no end to name.
  const std::string end = is_local ? "largest" : limit > 0 ? number_text(limit) : "–";
  const std::string start = is_local ? "−largest" : limit > 0 ? number_text(-limit) : "–";
  draw_map_legend(frame,
                  {"filter legend", [&] { return diverging_legend(kMapLegendWidth, frame.theme); },
                   start, "0", end});
}

void* FiltersPanel::texture(const FrameContext& frame, const ImageGrid& grid) const {
  return frame.textures.texture("filters", 2 * version_ + (frame.theme.is_dark ? 1 : 0),
                                [&] { return filter_pixels(grid, 1, 0, frame.theme, view_); });
}

void FiltersPanel::draw_viewer(const FrameContext& frame, const ImageGrid& grid) {
  const auto count = static_cast<std::size_t>(grid.count);
  viewer_.draw(frame, count, [&](std::size_t i) {
    const auto share = [&](std::size_t n) {
      return static_cast<float>(n) / static_cast<float>(count);
    };
    return ViewedPicture{
        .texture = texture(frame, grid),
        .uv_min = {0, share(i)},
        .uv_max = {1, share(i + 1)},
        .width = grid.width,
        .height = grid.height,
        .caption = shows_maps_ ? map_text(grid, i) : filter_text(grid, i),
        .pixel_text = [&grid, i](Index x, Index y) { return pixel_text(grid, i, y, x); }};
  });
}

void FiltersPanel::draw_grid(const FrameContext& frame, const ImageGrid& grid) {
  const Theme& theme = frame.theme;
  const auto count = static_cast<std::size_t>(grid.count);
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const float gap = std::max(1.0f, theme.gap_px / 2);
  const float least = kLeastFilterSide * theme.scale + gap;
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
  const ImVec2 origin = ImGui::GetCursorScreenPos();
  for (std::size_t i = 0; i < count; ++i) {
    const ImVec2 min(origin.x + static_cast<float>(i % columns) * (size.x + gap),
                     origin.y + static_cast<float>(i / columns) * (size.y + gap));
    ImGui::SetCursorScreenPos(min);
    ImGui::PushID(static_cast<int>(i));
    // A spot of a map is a spot of the image; a filter has no such place.
    if (draw_tile(frame, {.id = "picture",
                          .texture = texture(frame, grid),
                          .uv_min = {0, static_cast<float>(i) / static_cast<float>(count)},
                          .uv_max = {1, static_cast<float>(i + 1) / static_cast<float>(count)},
                          .size = size,
                          .tooltip = shows_maps_ ? map_text(grid, i) : filter_text(grid, i),
                          .follows_zoom = shows_maps_}))
      viewer_.open(i);
    ImGui::PopID();
  }
}

std::vector<RunFigure> FiltersPanel::figures(const FrameContext& frame) const {
  const ProbeResultPtr result = probe_result(frame.snapshot, probes().front());
  if (!result || !has_pictures(*result)) return {};
  return {filters_figure(result, shows_maps_, view_)};
}

}  // namespace netdyno::app
