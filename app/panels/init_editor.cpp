// SPDX-License-Identifier: MIT
#include "app/panels/init_editor.h"

#include <fmt/core.h>
#include <imgui.h>

#include <algorithm>

#include "app/panels/number_row.h"
#include "app/panels/widgets.h"
#include "app/view_models/human_names.h"
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

// With every option, as the editor has it.
InitSpec complete(const InitSpec& init) {
  InitSpec whole = {init.scheme, default_init_spec(init.scheme).options};
  for (const auto& [key, value] : init.options.values())
    whole.options.set(init_scheme(init.scheme).fields, key, value);
  return whole;
}

}  // namespace

void InitEditor::draw(const FrameContext& frame, const ControlsModel& model, float label_px) {
  ImGui::PushID("init");
  const InitTarget& target = draw_target(model, label_px, frame.theme);
  // Follows the recipe until the person chooses otherwise, and again once the run starts over.
  const std::int64_t step = frame.snapshot->step;
  if (shown_ != target.init || step < last_step_) take_from(target.init);
  last_step_ = step;
  draw_scheme(label_px, frame.theme);
  draw_redraw(frame, target);
  ImGui::PopID();
}

void InitEditor::take_from(const InitSpec& in_use) {
  shown_ = in_use;
  edited_ = complete(in_use);
}

void InitEditor::draw_redraw(const FrameContext& frame, const InitTarget& target) {
  const bool is_pending = edited_ != complete(target.init);
  if (is_pending) {
    ImGui::AlignTextToFramePadding();
    draw_text_line(fmt::format("in use: {}", human_name(target.init.scheme)), frame.theme.warning);
    draw_tooltip("The weights were drawn so. What is chosen above waits for the button below");
    const std::string keep = fmt::format("Keep {}", human_name(target.init.scheme));
    same_line_if_fits(button_width(keep));
    if (ImGui::Button(keep.c_str())) take_from(target.init);
    draw_tooltip("Goes back to the scheme in use; nothing is drawn");
  }
  const std::string label = redraw_label(target);
  const ImVec2 wide(-FLT_MIN, 0);
  const bool was_pressed = is_pending ? draw_accent_button(label.c_str(), wide, frame.theme)
                                      : ImGui::Button(label.c_str(), wide);
  if (was_pressed && is_pending) frame.commands.send(SetKnob{target.path, edited_});
  if (was_pressed && !is_pending) frame.commands.send(Redraw{target.layer});
  draw_tooltip(target.layer
                   ? "Replaces this layer's trained weights by freshly drawn ones and sets "
                     "its biases to 0; step, epoch and the other layers stay"
                   : "Replaces all trained weights by freshly drawn ones and sets the "
                     "biases to 0; step and epoch go on");
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
  const std::vector<std::string> names = human_names(init_schemes());
  std::vector<std::string> docs;
  for (const InitScheme& scheme : init_schemes()) docs.push_back(scheme.doc);
  begin_row("scheme", "How weights are drawn; σ is their deviation, fan_in the inputs of a unit",
            label_px, theme);
  const auto current = static_cast<std::size_t>(
      std::ranges::find(init_schemes(), edited_.scheme, &InitScheme::name) -
      init_schemes().begin());
  if (const auto chosen = draw_choice("scheme", names, docs, current, -FLT_MIN))
    edited_ = default_init_spec(init_schemes()[*chosen].name);
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
