// SPDX-License-Identifier: MIT
#include "app/panels/init_editor.h"

#include <imgui.h>

#include <algorithm>

#include "app/panels/number_row.h"
#include "app/panels/widgets.h"
#include "engine/nn/initializer.h"

namespace netdyno::app {

namespace {

void begin_row(const char* label, const char* tooltip, float label_px, const Theme& theme) {
  const float left = ImGui::GetCursorPosX();
  ImGui::AlignTextToFramePadding();
  draw_text_line(label, theme.text);
  draw_tooltip(tooltip);
  ImGui::SameLine(left + label_px, 0);
}

}  // namespace

void InitEditor::draw(const FrameContext& frame, const ControlsModel& model, float label_px) {
  ImGui::PushID("init");
  const InitTarget& target = draw_target(model, label_px, frame.theme);
  // Follows the recipe until the person chooses otherwise.
  if (shown_ != target.init) {
    shown_ = target.init;
    edited_ = {target.init.scheme, default_init_spec(target.init.scheme).options};
    for (const auto& [key, value] : target.init.options.values())
      edited_.options.set(init_scheme(edited_.scheme).fields, key, value);
  }
  draw_scheme(label_px, frame.theme);
  if (ImGui::Button(redraw_label(target).c_str(), ImVec2(-FLT_MIN, 0)))
    frame.commands.send(Reinitialize{edited_, target.layer});
  draw_tooltip(target.layer
                   ? "Replaces this layer's trained weights by freshly drawn ones and sets "
                     "its biases to 0; step, epoch and the other layers stay"
                   : "Replaces all trained weights by freshly drawn ones and sets the "
                     "biases to 0; step and epoch go on");
  ImGui::PopID();
}

const InitTarget& InitEditor::draw_target(const ControlsModel& model, float label_px,
                                          const Theme& theme) {
  std::vector<std::string> names;
  for (const InitTarget& target : model.init_targets) names.push_back(target.label);
  auto chosen = std::ranges::find(model.init_targets, layer_, &InitTarget::layer);
  if (chosen == model.init_targets.end()) chosen = model.init_targets.begin();
  begin_row("weights of", "Which weights are drawn anew", label_px, theme);
  const auto current = static_cast<std::size_t>(chosen - model.init_targets.begin());
  const auto changed = draw_choice("target", names, {}, current, -FLT_MIN);
  if (changed) chosen = model.init_targets.begin() + static_cast<std::ptrdiff_t>(*changed);
  layer_ = chosen->layer;
  return *chosen;
}

void InitEditor::draw_scheme(float label_px, const Theme& theme) {
  std::vector<std::string> names, docs;
  for (const InitScheme& scheme : init_schemes()) {
    names.push_back(scheme.name);
    docs.push_back(scheme.doc);
  }
  begin_row("scheme", "How weights are drawn; σ is their deviation, fan_in the inputs of a unit",
            label_px, theme);
  const auto current =
      static_cast<std::size_t>(std::ranges::find(names, edited_.scheme) - names.begin());
  if (const auto chosen = draw_choice("scheme", names, docs, current, -FLT_MIN))
    edited_ = default_init_spec(names[*chosen]);
  for (const OptionField& field : init_scheme(edited_.scheme).fields) {
    const auto knob = number_knob(field, edited_.options.value(field.key));
    if (!knob) continue;
    NumberRow row;
    row.knob = edited_.scheme + "." + knob->key;
    row.label = knob->label;
    row.tooltip = knob->tooltip;
    row.value = knob->value;
    row.min = row.least = knob->min;
    row.max = row.most = knob->max;
    row.is_integer = knob->is_integer;
    const NumberEdit edit = draw_number_row(row, drafts_, label_px, theme);
    if (edit.value)
      edited_.options.set(init_scheme(edited_.scheme).fields, field.key,
                          knob_value(*knob, *edit.value));
  }
}

}  // namespace netdyno::app
