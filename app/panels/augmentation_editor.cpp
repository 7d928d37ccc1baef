// SPDX-License-Identifier: MIT
#include "app/panels/augmentation_editor.h"

#include <fmt/core.h>
#include <imgui.h>

#include "app/panels/number_row.h"
#include "app/panels/widgets.h"
#include "app/view_models/augmentation_model.h"
#include "app/view_models/human_names.h"

namespace netdyno::app {

namespace {

constexpr float kStepLabelWidth = 6.5f;  // in font heights

NumberRow row_of(const NumberKnob& knob, const AugmentSpec& step, std::size_t position) {
  NumberRow row = number_row(knob);
  row.knob = fmt::format("{} {} {}", position, step.type, knob.key);
  return row;
}

}  // namespace

void AugmentationEditor::draw(const FrameContext& frame) {
  const AugmentList& steps = frame.snapshot->recipe->data.augment;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    ImGui::PushID(static_cast<int>(i));
    draw_step(frame, i);
    ImGui::PopID();
  }
  std::vector<std::string> names = {"add a step…"};
  std::vector<std::string> docs = {"Random changes of a picture that keep its label"};
  for (const Augmentation& row : augmentations()) {
    names.push_back(human_name(row.name));
    docs.push_back(row.doc);
  }
  if (const auto chosen = draw_choice("add", names, docs, 0, -FLT_MIN); chosen && *chosen > 0)
    frame.commands.send(
        SetKnob{"data.augment", with_step(steps, augmentations()[*chosen - 1].name)});
  draw_tooltip("Adds a step behind the others; they are done from top to bottom");
}

void AugmentationEditor::draw_step(const FrameContext& frame, std::size_t position) {
  const AugmentList& steps = frame.snapshot->recipe->data.augment;
  const AugmentSpec& step = steps[position];
  ImGui::AlignTextToFramePadding();
  draw_text_line(fmt::format("{} {}", position + 1, human_name(step.type)), frame.theme.text);
  draw_tooltip(augmentation(step.type).doc);
  const auto send = [&](const AugmentList& changed) {
    drafts_ = {};  // positions have moved
    frame.commands.send(SetKnob{"data.augment", changed});
  };
  same_line_if_fits(button_width("Remove"));
  if (ImGui::Button("Remove")) send(without_step(steps, position));
  draw_tooltip("Takes this step out");
  for (const bool is_up : {true, false}) {
    const char* label = is_up ? "Up" : "Down";
    same_line_if_fits(button_width(label));
    ImGui::BeginDisabled(is_up ? position == 0 : position + 1 == steps.size());
    if (ImGui::Button(label)) send(with_step_moved(steps, position, is_up));
    ImGui::EndDisabled();
    draw_tooltip(is_up ? "Do this step before the one above" : "Do this step after the one below");
  }
  for (const NumberKnob& knob : step_knobs(step)) {
    const NumberEdit edit = draw_number_row(row_of(knob, step, position), drafts_,
                                            kStepLabelWidth * frame.theme.font_px, frame.theme);
    if (edit.value)
      frame.commands.send(SetKnob{fmt::format("data.augment[{}].{}", position, knob.key),
                                  knob_value(knob, *edit.value)});
  }
}

}  // namespace netdyno::app
