// SPDX-License-Identifier: MIT
#include "app/panels/data_set_editor.h"

#include <fmt/core.h>
#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "app/panels/widgets.h"
#include "app/view_models/data_choice.h"

namespace netdyno::app {

namespace {

constexpr float kLeastKnobWidth = 6;  // in font heights
constexpr float kGridShare = 100;     // a dragged real keeps two decimals

void choose(const FrameContext& frame, const DataSetChoice& choice) {
  const Recipe& recipe = *frame.snapshot->recipe;
  if (is_planar(recipe) && is_planar(choice))
    frame.actions.request(OpenEditedRecipe{on_data_set(recipe, choice), choice.recipe, true});
  else
    frame.actions.request(OpenShippedRecipe{choice.recipe});
}

std::string consequence(const FrameContext& frame, const DataSetChoice& choice) {
  const bool stays = is_planar(*frame.snapshot->recipe) && is_planar(choice);
  return fmt::format("{}. The run starts over at step 0, {}", choice.doc,
                     stays ? "with the same network" : "with a network for these data");
}

std::string knob_text(const NumberKnob& knob, double value) {
  return knob.is_integer ? fmt::format("{} {:.0f}", knob.label, value)
                         : fmt::format("{} {:.2f}", knob.label, value);
}

float buttons_width() {
  float width = -ImGui::GetStyle().ItemSpacing.x;
  for (const DataSetChoice& choice : planar_choices())
    width += button_width(choice.title) + ImGui::GetStyle().ItemSpacing.x;
  return width;
}

}  // namespace

void DataSetEditor::draw_buttons(const FrameContext& frame, bool is_centred) const {
  const std::string& current = frame.snapshot->recipe->data.source.source;
  const float spare = ImGui::GetContentRegionAvail().x - buttons_width();
  if (is_centred && spare > 0) ImGui::SetCursorPosX(ImGui::GetCursorPosX() + spare / 2);
  bool is_first = true;
  for (const DataSetChoice& choice : planar_choices()) {
    if (!is_first) same_line_if_fits(button_width(choice.title));
    is_first = false;
    const bool is_current = choice.source == current;
    const bool was_pressed =
        is_current ? draw_accent_button(choice.title.c_str(), ImVec2(0, 0), frame.theme)
                   : ImGui::Button(choice.title.c_str());
    if (was_pressed && !is_current) choose(frame, choice);
    draw_tooltip(consequence(frame, choice));
  }
}

void DataSetEditor::draw_list(const FrameContext& frame, float width_px) const {
  const std::string& current = frame.snapshot->recipe->data.source.source;
  std::vector<std::string> names, docs;
  for (const DataSetChoice& choice : data_set_choices()) {
    names.push_back(choice.title);
    docs.push_back(consequence(frame, choice));
  }
  const auto found = std::ranges::find(data_set_choices(), current, &DataSetChoice::source);
  const auto position = static_cast<std::size_t>(found - data_set_choices().begin());
  if (position == names.size()) names.push_back(current);
  const auto chosen = draw_choice("data set", names, docs, position, width_px);
  if (chosen && *chosen < data_set_choices().size()) choose(frame, data_set_choices()[*chosen]);
  draw_tooltip("The data set. Another one starts the run over at step 0");
}

void DataSetEditor::draw_knobs(const FrameContext& frame) {
  const Recipe& recipe = *frame.snapshot->recipe;
  const std::vector<NumberKnob> knobs = data_knobs(recipe);
  if (knobs.empty()) return;
  const float gap = ImGui::GetStyle().ItemSpacing.x;
  const auto count = static_cast<float>(knobs.size());
  const float width = std::max((ImGui::GetContentRegionAvail().x - gap * (count - 1)) / count,
                               kLeastKnobWidth * ImGui::GetFontSize());
  const double now = ImGui::GetTime();
  for (const NumberKnob& knob : knobs) {
    if (&knob != &knobs.front()) same_line_if_fits(width - 1);
    double value = drafts_.shown(knob.key, knob.value, now);
    ImGui::SetNextItemWidth(std::floor(width));
    ImGui::PushID(knob.key.c_str());
    const bool is_changed = ImGui::SliderScalar(
        "##data knob", ImGuiDataType_Double, &value, &knob.min, &knob.max,
        knob_text(knob, value).c_str(),
        ImGuiSliderFlags_NoRoundToFormat | ImGuiSliderFlags_AlwaysClamp | ImGuiSliderFlags_NoInput);
    ImGui::PopID();
    draw_tooltip(knob.tooltip + ". Starts over at step 0 with the same seed");
    if (!is_changed) continue;
    const double taken =
        knob.is_integer ? std::round(value) : std::round(value * kGridShare) / kGridShare;
    if (taken == drafts_.shown(knob.key, knob.value, now)) continue;
    drafts_.mark_sent(knob.key, taken, now);
    frame.actions.request(
        OpenEditedRecipe{with_data_knob(recipe, knob, taken), recipe.data.source.source, true});
  }
}

}  // namespace netdyno::app
