// SPDX-License-Identifier: MIT
#include "app/panels/data_panel.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "app/chart/canvas.h"
#include "app/panels/class_bars.h"
#include "app/panels/image_widgets.h"
#include "app/panels/picture_grid.h"
#include "app/panels/scatter_widget.h"
#include "app/panels/widgets.h"
#include "app/report/probe_figures.h"
#include "app/view_models/data_choice.h"
#include "app/view_models/image_model.h"
#include "app/view_models/number_text.h"

namespace netdyno::app {

namespace {

constexpr float kEditorBesideFrom = 34;  // width in font heights
constexpr float kEditorShare = 0.42f;    // of the tab
constexpr std::size_t kMostDimensions = 64;
constexpr float kDataSetWidth = 9;  // of the list, in font heights
constexpr const char* kReceivedDoc =
    "As the network receives them, after preprocessing: 0 is the map's middle";

void draw_waiting(const FrameContext& frame) {
  draw_empty_state("Nothing measured yet", "The data set is being looked at", frame.theme);
}

bool shows_pictures(const FrameContext& frame) {
  return frame.snapshot->recipe->model.input.is_image() &&
         frame.snapshot->recipe->model.input.size() > 2;
}

void draw_picture(const FrameContext& frame, const char* key, std::uint64_t version,
                  const Shape& shape, const std::function<Pixels()>& paint, const ImVec2& room,
                  const std::string& tooltip) {
  const float width = static_cast<float>(shape.width());
  const float height = static_cast<float>(shape.height());
  const float times = std::max(std::min(room.x / width, room.y / height), 0.01f);
  const float whole = times >= 1 ? std::floor(times) : times;
  const ImVec2 size(std::max(1.0f, width * whole), std::max(1.0f, height * whole));
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  ImGui::Dummy(size);
  ImGui::GetWindowDrawList()->AddImage(frame.textures.texture(key, version, paint), corner,
                                       ImVec2(corner.x + size.x, corner.y + size.y));
  draw_tooltip(tooltip);
}

}  // namespace

void DataPanel::draw(const FrameContext& frame) {
  if (draw_unready_state(frame)) return;
  data_set_.draw_list(frame, kDataSetWidth * frame.theme.font_px);
  if (is_planar(*frame.snapshot->recipe)) {
    ImGui::SameLine();
    data_set_.draw_knobs(frame);
  }
  if (ImGui::BeginTabBar("data", ImGuiTabBarFlags_FittingPolicyScroll)) {
    if (shows_pictures(frame)) {
      draw_tab(frame, "Samples", "Training examples with their labels", "samples",
               &DataPanel::draw_samples);
      draw_tab(frame, "Augmented",
               "One training example as augmentation draws it, anew in each epoch", "samples",
               &DataPanel::draw_augmented);
    }
    draw_tab(frame, shows_pictures(frame) ? "Scatter" : "Points",
             "Two dimensions of the training examples before and after preprocessing", "data",
             &DataPanel::draw_scatters);
    draw_tab(frame, "Classes", "How many examples each class has", "data",
             &DataPanel::draw_classes);
    draw_tab(frame, "Mean", "Mean and deviation of each dimension over the training set", "data",
             &DataPanel::draw_pixels);
    ImGui::EndTabBar();
  }
}

void DataPanel::draw_tab(const FrameContext& frame, const char* label, const char* tooltip,
                         const char* probe, void (DataPanel::*draw_content)(const FrameContext&)) {
  const bool is_open = ImGui::BeginTabItem(label);
  draw_tooltip(tooltip);
  if (!is_open) return;
  open_probe_ = probe;
  follow(frame, probe);
  (this->*draw_content)(frame);
  ImGui::EndTabItem();
}

void DataPanel::follow(const FrameContext& frame, const char* probe) {
  const auto found = frame.snapshot->probes.find(probe);
  if (found == frame.snapshot->probes.end() || measured_ == found->second) return;
  measured_ = found->second;
  ++measurements_;
}

std::uint64_t DataPanel::version(const Theme& theme) const {
  return 4 * measurements_ + (theme.is_dark ? 1 : 0) + (kind_ == PictureKind::Received ? 2 : 0);
}

void DataPanel::draw_samples(const FrameContext& frame) {
  const auto* set = probe_value<SampleSet>(frame.snapshot, "samples");
  if (!set) return draw_waiting(frame);
  draw_browser(frame, *set);
  if (set->samples.empty())
    return draw_empty_state("No such examples", "Choose another class", frame.theme);
  draw_sheet(frame, "samples", *set, set->samples, true);
}

void DataPanel::draw_browser(const FrameContext& frame, const SampleSet& set) {
  std::vector<std::string> names = {"all classes"};
  names.insert(names.end(), frame.snapshot->class_names.begin(), frame.snapshot->class_names.end());
  const std::size_t current = set.page.label ? static_cast<std::size_t>(*set.page.label) + 1 : 0;
  if (const auto chosen = draw_choice("class", names, {}, current, 9 * frame.theme.font_px)) {
    DataPage page{.label = {}, .first = 0, .count = set.page.count};
    if (*chosen > 0) page.label = static_cast<std::int32_t>(*chosen) - 1;
    frame.commands.send(BrowseData{page});
  }
  draw_tooltip("Show examples of one class only");
  for (const bool is_next : {false, true}) {
    const char* label = is_next ? "Next" : "Previous";
    same_line_if_fits(button_width(label));
    const DataPage turned = turned_page(set, is_next);
    ImGui::BeginDisabled(turned.first == set.page.first);
    if (ImGui::Button(label)) frame.commands.send(BrowseData{turned});
    ImGui::EndDisabled();
    draw_tooltip(is_next ? "The page after this one" : "The page before this one");
  }
  bool is_received = kind_ == PictureKind::Received;
  same_line_if_fits(checkbox_width("as received"));
  if (ImGui::Checkbox("as received", &is_received))
    kind_ = is_received ? PictureKind::Received : PictureKind::Pixels;
  draw_tooltip(
      fmt::format("{}\nPreprocessing: {}", kReceivedDoc, frame.snapshot->recipe->data.preprocess));
  const std::string text = page_text(set);
  same_line_if_fits(ImGui::CalcTextSize(text.c_str()).x);
  ImGui::AlignTextToFramePadding();
  draw_text_line(text, frame.theme.text_muted);
  draw_tooltip("Training examples in file order; validation examples are not shown");
}

void DataPanel::draw_sheet(const FrameContext& frame, const std::string& key, const SampleSet& set,
                           const std::vector<DataSample>& samples, bool is_choosable) {
  const double limit = received_limit(samples);
  const auto name = [&](std::size_t i) {
    return class_name(frame.snapshot->class_names, samples[i].label);
  };
  PictureGrid grid{
      .key = key,
      .version = version(frame.theme),
      .paint = [&, limit] { return picture_sheet(set.shape, samples, kind_, limit, frame.theme); },
      .shape = set.shape,
      .count = samples.size(),
      .caption = {},
      .tooltip =
          [&](std::size_t i) {
            return fmt::format("Training example {}, class {}{}", samples[i].example, name(i),
                               is_choosable ? "\nA click draws it augmented" : "");
          },
      .chosen = {},
      .is_choosable = is_choosable};
  if (is_choosable) {
    grid.caption = name;
    grid.chosen = static_cast<std::size_t>(set.page.chosen);
  }
  if (const auto clicked = draw_picture_grid(frame, grid)) {
    DataPage page = set.page;
    page.chosen = static_cast<Index>(*clicked);
    frame.commands.send(BrowseData{page});
  }
}

void DataPanel::draw_augmented(const FrameContext& frame) {
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const bool is_wide = room.x >= kEditorBesideFrom * frame.theme.font_px;
  const ImVec2 editor = is_wide ? ImVec2(std::floor(room.x * kEditorShare), room.y)
                                : ImVec2(0, std::floor(room.y * kEditorShare));
  ImGui::BeginChild("steps", editor);
  augmentation_editor_.draw(frame);
  ImGui::EndChild();
  if (is_wide) ImGui::SameLine();
  ImGui::BeginChild("draws");
  draw_draws(frame);
  ImGui::EndChild();
}

void DataPanel::draw_draws(const FrameContext& frame) {
  const auto* set = probe_value<SampleSet>(frame.snapshot, "samples");
  if (!set) return draw_waiting(frame);
  if (set->augmented.empty())
    return draw_empty_state("No augmentation",
                            "The network receives each picture as it is in the file; add a step",
                            frame.theme);
  const DataSample& first = set->augmented.front();
  draw_wrapped_text(
      fmt::format("Training example {} ({}) in {}, {}", first.example,
                  class_name(frame.snapshot->class_names, first.label),
                  plural(static_cast<std::int64_t>(set->augmented.size()), "draw"),
                  kind_ == PictureKind::Received ? "after preprocessing" : "before preprocessing"),
      frame.theme.text_muted);
  draw_sheet(frame, "augmented", *set, set->augmented, false);
}

void DataPanel::draw_classes(const FrameContext& frame) {
  const auto* data = probe_value<DataStatistics>(frame.snapshot, "data");
  if (!data) return draw_waiting(frame);
  draw_wrapped_text(balance_text(*data, frame.snapshot->class_names), frame.theme.text_muted);
  draw_class_bars(build_class_bars(*data, frame.snapshot->class_names), frame.theme);
}

void DataPanel::draw_pixels(const FrameContext& frame) {
  const auto* data = probe_value<DataStatistics>(frame.snapshot, "data");
  if (!data) return draw_waiting(frame);
  if (!shows_pictures(frame)) return draw_dimensions(build_dimensions(*data, kMostDimensions));
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const float gap = ImGui::GetStyle().ItemSpacing.x;
  const float width = std::max((room.x - gap) / 2, 1.0f);
  const float heading = ImGui::GetTextLineHeightWithSpacing();
  const float height =
      std::max(room.y - heading - map_legend_height(frame.theme) - gap, frame.theme.font_px);
  const std::uint64_t painted = version(frame.theme);
  ImGui::BeginGroup();
  draw_text_line("mean m", frame.theme.text);
  draw_picture(
      frame, "mean image", painted, data->shape, [&] { return mean_picture(*data, frame.theme); },
      ImVec2(width, height),
      "Mean image m = Σ x/n over the training pixels, each in [0, 1]; \"mean-image\" subtracts it");
  draw_map_legend(frame, {"mean legend", [&] { return grey_legend(kMapLegendWidth); }, "0",
                          data->shape.channels() == 3 ? "each of red, green, blue" : "", "1",
                          std::max(width - 2 * gap, 1.0f)});
  ImGui::EndGroup();
  ImGui::SameLine(width + gap);
  ImGui::BeginGroup();
  draw_text_line("deviation s", frame.theme.text);
  draw_picture(
      frame, "deviation image", painted, data->shape,
      [&] { return deviation_picture(*data, frame.theme); }, ImVec2(width, height),
      "Deviation s = √(Σ (x − m)²/n) of each pixel over the training set; \"standardize\" divides "
      "by it");
  draw_map_legend(
      frame, {"deviation legend", [&] { return sequential_legend(kMapLegendWidth, frame.theme); },
              "0", "", number_text(largest_deviation(*data))});
  ImGui::EndGroup();
}

void DataPanel::draw_scatters(const FrameContext& frame) {
  const auto* data = probe_value<DataStatistics>(frame.snapshot, "data");
  if (!data) return draw_waiting(frame);
  draw_class_legend(frame.snapshot->class_names, 2, frame.theme);
  const std::string advice = preprocess_advice(*data);
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const float gap = ImGui::GetStyle().ItemSpacing.x;
  const float note = ImGui::CalcTextSize(advice.c_str(), nullptr, false, room.x).y +
                     2 * ImGui::GetStyle().ItemSpacing.y;
  const bool has_note = room.y - note > 8 * frame.theme.font_px;
  const ImVec2 size((room.x - gap) / 2, has_note ? room.y - note : room.y);
  draw_scatter("before", build_scatter(data->before, frame.snapshot->class_names, frame.theme),
               size, frame.theme);
  draw_tooltip("Training examples as they are in the file. " + (has_note ? "" : advice));
  ImGui::SameLine();
  draw_scatter("after", build_scatter(data->after, frame.snapshot->class_names, frame.theme), size,
               frame.theme);
  draw_tooltip(fmt::format("The same examples after preprocessing \"{}\"", data->preprocess));
  if (has_note) draw_wrapped_text(advice, frame.theme.text_muted);
}

std::vector<RunFigure> DataPanel::figures(const FrameContext& frame) const {
  const ProbeResultPtr result = probe_result(frame.snapshot, open_probe_);
  if (!result || !has_pictures(*result)) return {};
  if (std::holds_alternative<SampleSet>(result->value))
    return {samples_figure(result, frame.snapshot->class_names)};
  return {data_figure(result)};
}

}  // namespace netdyno::app
