// SPDX-License-Identifier: MIT
#include "app/panels/schedule_editor.h"

#include <algorithm>

#include "app/panels/widgets.h"
#include "app/view_models/human_names.h"
#include "app/view_models/schedule_model.h"

namespace netdyno::app {

namespace {

constexpr float kCurveHeight = 7;  // in font heights

const char* const kByHand = "constant";

}  // namespace

void ScheduleEditor::draw(const FrameContext& frame, const ControlsModel& model, float label_px) {
  ImGui::PushID("schedule");
  draw_kind(frame, model, label_px);
  if (model.schedule.kind != kByHand) draw_base_rate(frame, model, label_px);
  for (const NumberKnob& knob : model.schedule_knobs) {
    NumberRow number = number_row(knob);
    number.knob = model.schedule.kind + "." + knob.key;
    const NumberEdit edit = draw_number_row(number, drafts_, label_px, frame.theme);
    if (!edit.value) continue;
    frame.commands.send(SetKnob{"schedule." + knob.key, knob_value(knob, *edit.value)});
  }
  // By hand there is nothing ahead to be drawn.
  if (model.schedule.kind != kByHand) draw_curve(frame);
  ImGui::PopID();
}

void ScheduleEditor::draw_kind(const FrameContext& frame, const ControlsModel& model,
                               float label_px) {
  std::vector<std::string> names, docs;
  for (const Schedule& row : schedules()) {
    names.push_back(row.name == kByHand ? "by hand (constant)" : human_name(row.name));
    docs.push_back(row.doc);
  }
  const auto current = static_cast<std::size_t>(
      std::ranges::find(schedules(), model.schedule.kind, &Schedule::name) - schedules().begin());
  const float left = ImGui::GetCursorPosX();
  ImGui::AlignTextToFramePadding();
  draw_text_line("schedule", frame.theme.text);
  ImGui::SameLine(left + label_px, 0);
  if (const auto chosen = draw_choice("kind", names, docs, current, -FLT_MIN))
    frame.commands.send(SetKnob{"schedule", ScheduleSpec{schedules()[*chosen].name, {}}});
  draw_tooltip(schedule(model.schedule.kind).doc +
               ". Moving the slider of the learning rate takes over by hand");
}

void ScheduleEditor::draw_base_rate(const FrameContext& frame, const ControlsModel& model,
                                    float label_px) {
  NumberRow row;
  row.knob = "base_rate";
  row.label = "base rate η₀";
  row.tooltip = "Base rate η₀: the schedule's factor multiplies it, η = η₀ f(t)";
  row.value = model.learning_rate;
  row.min = kMinRate;
  row.max = kMaxRate;
  row.least = clamp_rate(0);
  row.most = clamp_rate(1e300);
  row.is_log = true;
  if (const auto rate = draw_number_row(row, drafts_, label_px, frame.theme).value)
    frame.commands.send(SetKnob{"optimizer.learning_rate", *rate});
}

void ScheduleEditor::draw_curve(const FrameContext& frame) {
  const ScheduleModel model = build_schedule(*frame.snapshot, frame.history, frame.theme,
                                             is_log_ ? AxisScale::Log : AxisScale::Linear);
  ChartOptions options;
  options.size = {ImGui::GetContentRegionAvail().x, kCurveHeight * frame.theme.font_px};
  draw_chart("curve", model.figure, options, chart_, frame.theme);
  ImGui::Checkbox("log η axis", &is_log_);
  draw_tooltip("Rates over several decades; a cosine looks like one on a linear axis only");
  if (!model.note.empty()) draw_wrapped_text(model.note, frame.theme.text_muted);
}

}  // namespace netdyno::app
