// SPDX-License-Identifier: MIT
#include "app/panels/knob_strip_panel.h"

#include <imgui.h>

#include <algorithm>
#include <span>
#include <vector>

#include "app/chart/canvas.h"
#include "app/panels/widgets.h"
#include "app/shell/fonts.h"
#include "app/view_models/number_text.h"
#include "engine/nn/initializer.h"

namespace netdyno::app {

namespace {

constexpr float kDragLength = 24;  // of a whole slider, in font heights
constexpr float kEditorWidth = 18;

struct Cell {
  bool is_pressed = false;  // clicked, or by the keyboard
  bool has_room = true;
};

// A small label above a large value; the item is the whole of it.
Cell draw_cell(const std::string& label, const std::string& value, bool is_held,
               const Theme& theme) {
  ImFont* large = font(FontRole::Large);
  const ImVec2 value_px = large->CalcTextSizeA(theme.large_font_px, 1e6f, 0, value.c_str());
  const ImVec2 label_px = text_size(theme.small_font_px, label);
  // Steady: a digit more does not push the neighbours.
  const float width =
      std::max({label_px.x, value_px.x, 3.2f * theme.large_font_px}) + 2 * theme.padding_px;
  const float height = ImGui::GetWindowHeight();
  ImGui::SameLine(0, theme.gap_px);
  ImGui::SetCursorPosY(0);
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  if (corner.x + width > ImGui::GetWindowPos().x + ImGui::GetWindowWidth()) return {false, false};
  const bool is_pressed = ImGui::InvisibleButton(label.c_str(), {width, height});
  ImDrawList& canvas = *ImGui::GetWindowDrawList();
  if (ImGui::IsItemHovered() || ImGui::IsItemActive() || is_held)
    canvas.AddRectFilled(corner, {corner.x + width, corner.y + height}, packed(theme.frame),
                         theme.rounding_px);
  const float gap = std::max(0.0f, (height - label_px.y - value_px.y) / 2);
  draw_text(canvas, {corner.x + theme.padding_px, corner.y + gap}, theme.small_font_px,
            theme.text_muted, label);
  canvas.AddText(large, theme.large_font_px,
                 {corner.x + theme.padding_px, corner.y + gap + label_px.y},
                 packed(is_held ? theme.accent : theme.text), value.c_str());
  return {is_pressed, true};
}

template <typename Row>
std::optional<std::string> choose(const char* id, std::span<const Row> rows,
                                  const std::string& current) {
  std::optional<std::string> chosen;
  if (!ImGui::BeginPopup(id)) return chosen;
  for (const Row& row : rows) {
    if (ImGui::Selectable(row.name.c_str(), row.name == current)) chosen = row.name;
    draw_tooltip(row.doc);
  }
  ImGui::EndPopup();
  return chosen;
}

}  // namespace

void KnobStripPanel::draw(const FrameContext& frame) {
  const auto model = build_controls(frame.snapshot);
  if (!model) return;
  draw_number(frame, learning_rate_knob(*model), "learning rate η");
  draw_number(frame, batch_size_knob(*model), "batch size N");
  draw_optimizer(frame, *model);
  draw_init(frame, *model);
  for (const LayerKnob& knob : model->layer_knobs)
    if (knob.drops_values) {
      const TurnedKnob turned = layer_knob(knob);
      draw_number(frame, turned, turned.row.label);
    }
}

void KnobStripPanel::draw_number(const FrameContext& frame, const TurnedKnob& knob,
                                 const std::string& label) {
  const NumberRow& row = knob.row;
  ImGui::PushID(row.knob.c_str());
  const double shown = drafts_.shown(row.knob, row.value, ImGui::GetTime());
  const Cell cell = draw_cell(label, number_text(shown), dragged_ == row.knob, frame.theme);
  if (cell.has_room) {
    draw_tooltip(row.tooltip + ". Click to type a value");
    if (ImGui::IsItemHovered()) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeEW);
    drag(frame, knob);
    if (cell.is_pressed && !has_moved_) ImGui::OpenPopup("editor");
    draw_editor(frame, knob);
  }
  ImGui::PopID();
}

// Of the last item.
void KnobStripPanel::drag(const FrameContext& frame, const TurnedKnob& knob) {
  const NumberRow& row = knob.row;
  const double now = ImGui::GetTime();
  if (ImGui::IsItemActivated()) {
    dragged_ = row.knob;
    start_ = drafts_.shown(row.knob, row.value, now);
    has_moved_ = false;
  }
  if (dragged_ != row.knob) return;
  if (!ImGui::IsItemActive()) {
    dragged_.clear();
    return;
  }
  const float moved_px = ImGui::GetMouseDragDelta(ImGuiMouseButton_Left, 3).x;
  if (moved_px == 0 && !has_moved_) return;
  has_moved_ = true;
  const double value = dragged_value(row, start_, moved_px / (kDragLength * frame.theme.font_px));
  if (value == drafts_.shown(row.knob, row.value, now)) return;
  drafts_.mark_sent(row.knob, value, now);
  for (const Command& command : knob.commands(value)) frame.commands.send(command);
}

void KnobStripPanel::draw_editor(const FrameContext& frame, const TurnedKnob& knob) {
  ImGui::SetNextWindowSize({kEditorWidth * frame.theme.font_px, 0});
  if (!ImGui::BeginPopup("editor")) return;
  NumberRow row = knob.row;
  row.label.clear();
  const NumberEdit edit = draw_number_row(row, drafts_, 0, frame.theme);
  if (!edit.note.empty()) draw_wrapped_text(edit.note, frame.theme.warning);
  if (edit.value)
    for (const Command& command : knob.commands(*edit.value)) frame.commands.send(command);
  ImGui::EndPopup();
}

void KnobStripPanel::draw_optimizer(const FrameContext& frame, const ControlsModel& model) {
  const Cell cell = draw_cell("optimizer", model.optimizer, false, frame.theme);
  if (!cell.has_room) return;
  draw_tooltip(optimizer_type(model.optimizer).doc + ". Click to choose another");
  if (cell.is_pressed) ImGui::OpenPopup("optimizers");
  if (const auto kind = choose("optimizers", optimizer_types(), model.optimizer))
    frame.commands.send(SetKnob{"optimizer", OptimizerSpec{*kind, model.learning_rate, {}}});
}

void KnobStripPanel::draw_init(const FrameContext& frame, const ControlsModel& model) {
  const std::string scheme = model.init_targets.empty() ? "" : model.init_targets[0].init.scheme;
  const Cell cell = draw_cell("initialization", scheme, false, frame.theme);
  if (!cell.has_room) return;
  draw_tooltip(
      "How the weights were drawn. Choosing another draws all weights anew; Ctrl + Z "
      "brings these back");
  if (cell.is_pressed) ImGui::OpenPopup("schemes");
  if (const auto name = choose("schemes", init_schemes(), scheme))
    frame.commands.send(SetKnob{"model.init", default_init_spec(*name)});
}

}  // namespace netdyno::app
