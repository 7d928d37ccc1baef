// SPDX-License-Identifier: MIT
#include "app/panels/transport_panel.h"

#include <fmt/core.h>

#include <algorithm>
#include <string>
#include <vector>

#include "app/chart/canvas.h"
#include "app/panels/widgets.h"
#include "app/view_models/advice.h"
#include "app/view_models/number_text.h"
#include "app/view_models/transport_model.h"

namespace netdyno::app {

namespace {

constexpr float kProgressWidth = 6;  // in font heights
constexpr float kStateWidth = 12;    // the same; room that is always left for the state
constexpr const char* kMore = "…";

struct TransportButton {
  std::string label, tooltip;
  Command command;
};

std::vector<TransportButton> transport_buttons(const TransportModel& model) {
  return {
      {"One step", "Train one minibatch, then pause (. or →)", StepOnce{}},
      {"One epoch", "Train to the end of the running epoch, then pause (Shift + →)", StepEpoch{}},
      {"Restart, same weights",
       "Back to step 0 with the same initial weights and the knobs as they are now (R). The run so "
       "far stays as a grey curve, and Ctrl + Z goes back to it",
       Restart{}},
      {model.has_run ? fmt::format("Restart, seed {}", model.new_seed) : "Restart, new seed",
       "Back to step 0 with other initial weights and another order of the data, from a new "
       "seed (Shift + R)",
       Restart{model.new_seed}}};
}

// What stands before the state, as far as there is room for it; the rest goes into a menu.
struct Parts {
  std::size_t buttons = 0;
  bool has_pace = true, has_progress = true, has_seed = true;
  bool is_one_line = true;
  bool has_menu = false;
};

std::string seed_text(const TransportModel& model) {
  return fmt::format("seed {}", model.seed);
}

std::string progress_text(const TransportModel& model) {
  return fmt::format("epoch {:.0f} %", *model.progress * 100);
}

// As wide in both states, so that what follows stays in place.
float play_width() {
  return std::max(button_width("Train"), button_width("Pause"));
}

void draw_play_button(const TransportModel& model, const FrameContext& frame) {
  const char* label = model.is_running ? "Pause" : "Train";
  ImGui::BeginDisabled(!model.has_run);
  if (draw_accent_button(label, ImVec2(play_width(), 0), frame.theme))
    frame.commands.send(model.is_running ? Command(Pause{}) : Command(Play{}));
  ImGui::EndDisabled();
  draw_tooltip(model.is_running ? "Pause after the running step (Space or T)"
                                : "Train until the recipe's last epoch (Space or T)");
}

void draw_button(const TransportButton& button, const TransportModel& model,
                 const FrameContext& frame) {
  same_line_if_fits(button_width(button.label));
  ImGui::BeginDisabled(!model.has_run);
  if (ImGui::Button(button.label.c_str())) frame.commands.send(button.command);
  ImGui::EndDisabled();
  draw_tooltip(button.tooltip);
}

float pace_width() {
  return button_width("a step in 3 s") + ImGui::GetFrameHeight();
}

// In a bar of one line the state, which is a read-out, goes before these: one after the other, the
// most useful first, takes what room is left.
Parts fitting_parts(const std::vector<TransportButton>& buttons, const TransportModel& model,
                    const Theme& theme) {
  Parts parts;
  parts.buttons = buttons.size();
  parts.is_one_line = ImGui::GetWindowHeight() / ImGui::GetFrameHeightWithSpacing() < 2;
  if (!parts.is_one_line) return parts;
  const float gap = ImGui::GetStyle().ItemSpacing.x;
  const float state =
      std::min(ImGui::CalcTextSize(model.state.c_str()).x, kStateWidth * theme.font_px);
  float room = ImGui::GetContentRegionAvail().x - play_width() - gap - state;
  const auto takes = [&](float width) {
    if (width + gap > room) return false;
    room -= width + gap;
    return true;
  };
  const float progress = model.progress ? kProgressWidth * theme.font_px + gap : 0;
  const float seed = model.has_run ? ImGui::CalcTextSize(seed_text(model).c_str()).x + gap : 0;
  float wanted = pace_width() + gap + progress + seed;
  for (const TransportButton& button : buttons) wanted += button_width(button.label) + gap;
  if (wanted <= room) return parts;
  parts.has_menu = takes(button_width(kMore));
  parts.buttons = 0;
  while (parts.buttons < buttons.size() && takes(button_width(buttons[parts.buttons].label)))
    ++parts.buttons;
  const bool has_all = parts.buttons == buttons.size();
  parts.has_pace = has_all && takes(pace_width());
  parts.has_progress = has_all && model.progress && takes(progress - gap);
  parts.has_seed = has_all && model.has_run && takes(seed - gap);
  return parts;
}

// Slow motion: how fast it may go.
void draw_pace(const TransportModel& model, const FrameContext& frame) {
  ImGui::SetNextItemWidth(pace_width());
  ImGui::BeginDisabled(!model.has_run);
  if (ImGui::BeginCombo("##pace", pace_text(model.pace).c_str())) {
    for (const double pace : paces())
      if (ImGui::Selectable(pace_text(pace).c_str(), pace == model.pace))
        frame.commands.send(SetPace{pace});
    ImGui::EndCombo();
  }
  ImGui::EndDisabled();
  draw_tooltip(
      "Slow motion: at most so many steps a second, for an audience to follow. The results are the "
      "same (- slower, + faster)");
}

// What found no room in the bar.
void draw_menu(const std::vector<TransportButton>& buttons, const TransportModel& model,
               const Parts& parts, const FrameContext& frame) {
  same_line_if_fits(button_width(kMore));
  if (ImGui::Button(kMore)) ImGui::OpenPopup("more of the transport");
  draw_tooltip("What has no room here: steps, restarts, pace, seed");
  if (!begin_popup_below("more of the transport")) return;
  for (std::size_t i = parts.buttons; i < buttons.size(); ++i) {
    if (ImGui::MenuItem(buttons[i].label.c_str(), nullptr, false, model.has_run))
      frame.commands.send(buttons[i].command);
    draw_tooltip(buttons[i].tooltip);
  }
  if (!parts.has_pace) draw_pace(model, frame);
  if (!parts.has_progress && model.progress)
    draw_text_line(progress_text(model), frame.theme.text_muted);
  if (!parts.has_seed && model.has_run) draw_text_line(seed_text(model), frame.theme.text_muted);
  ImGui::EndPopup();
}

void draw_state(const TransportModel& model, const Parts& parts, const Theme& theme) {
  if (model.has_run && parts.has_seed) {
    const std::string seed = seed_text(model);
    same_line_if_fits(ImGui::CalcTextSize(seed.c_str()).x);
    ImGui::AlignTextToFramePadding();
    draw_text_line(seed, theme.text_muted);
    draw_tooltip("Every random number of this run follows from its seed");
  }
  if (model.progress && parts.has_progress) {
    const float width = kProgressWidth * theme.font_px;
    same_line_if_fits(width);
    draw_progress(*model.progress, width, progress_text(model), theme);
    draw_tooltip(model.state);
  }
  same_line_if_fits(
      std::min(ImGui::CalcTextSize(model.state.c_str()).x, kStateWidth * theme.font_px));
  ImGui::AlignTextToFramePadding();
  const Color color = tone_color(model.tone, theme);
  if (parts.is_one_line)
    draw_text_line(elided_text(model.state, ImGui::GetContentRegionAvail().x), color);
  else
    draw_wrapped_text(model.state, color);
  draw_tooltip(model.detail.empty() ? model.state : model.state + "\n" + model.detail);
}

}  // namespace

void TransportPanel::draw(const FrameContext& frame) {
  TransportModel model = build_transport(frame.snapshot);
  const Snapshot* snapshot = frame.snapshot;
  if (snapshot && snapshot->state == RunState::Running)
    if (const auto advice = build_advice(*snapshot, frame.history)) {
      model.state = fmt::format("Epoch {:.1f}, {}", snapshot->epoch, advice->headline);
      model.detail = advice->text;
      model.tone = advice->tone;
    }
  const std::vector<TransportButton> buttons = transport_buttons(model);
  const Parts parts = fitting_parts(buttons, model, frame.theme);
  draw_play_button(model, frame);
  for (std::size_t i = 0; i < parts.buttons; ++i) {
    ImGui::PushID(static_cast<int>(i));  // a label changes
    draw_button(buttons[i], model, frame);
    ImGui::PopID();
  }
  if (parts.has_pace) {
    same_line_if_fits(pace_width());
    draw_pace(model, frame);
  }
  if (parts.has_menu) draw_menu(buttons, model, parts, frame);
  draw_state(model, parts, frame.theme);
}

}  // namespace netdyno::app
