// SPDX-License-Identifier: MIT
#include "app/panels/transport_panel.h"

#include <fmt/core.h>

#include <algorithm>

#include "app/chart/canvas.h"
#include "app/panels/widgets.h"
#include "app/view_models/advice.h"
#include "app/view_models/number_text.h"
#include "app/view_models/transport_model.h"

namespace netdyno::app {

namespace {

constexpr float kProgressWidth = 6;  // in font heights
constexpr float kStateWidth = 12;    // the same; room that is always left for the state

// What stands between the buttons and the state, as far as there is room for it.
struct Parts {
  bool has_pace = true, has_progress = true, has_seed = true;
};

std::string seed_text(const TransportModel& model) {
  return fmt::format("seed {}", model.seed);
}

bool button(const char* label, const char* tooltip) {
  same_line_if_fits(button_width(label));
  const bool was_pressed = ImGui::Button(label);
  draw_tooltip(tooltip);
  return was_pressed;
}

void draw_play_button(const TransportModel& model, const FrameContext& frame) {
  const Theme& theme = frame.theme;
  // As wide in both states, so that what follows stays in place.
  const float width = std::max(button_width("Train"), button_width("Pause"));
  const char* label = model.is_running ? "Pause" : "Train";
  if (draw_accent_button(label, ImVec2(width, 0), theme))
    frame.commands.send(model.is_running ? Command(Pause{}) : Command(Play{}));
  draw_tooltip(model.is_running ? "Pause after the running step (Space or T)"
                                : "Train until the recipe's last epoch (Space or T)");
}

void draw_buttons(const TransportModel& model, const FrameContext& frame) {
  ImGui::BeginDisabled(!model.has_run);
  draw_play_button(model, frame);
  if (button("One step", "Train one minibatch, then pause (. or →)"))
    frame.commands.send(StepOnce{});
  if (button("One epoch", "Train to the end of the running epoch, then pause (Shift + →)"))
    frame.commands.send(StepEpoch{});
  if (button("Restart, same weights",
             "Back to step 0 with the same initial weights and the knobs as they are now (R). The "
             "run so far stays as a grey curve, and Ctrl + Z goes back to it"))
    frame.commands.send(Restart{});
  const std::string reseed =
      model.has_run ? fmt::format("Restart, seed {}", model.new_seed) : "Restart, new seed";
  ImGui::PushID("reseed");  // its label changes
  if (button(reseed.c_str(),
             "Back to step 0 with other initial weights and another order of the data, from a new "
             "seed (Shift + R)"))
    frame.commands.send(Restart{model.new_seed});
  ImGui::PopID();
  ImGui::EndDisabled();
}

float pace_width() {
  return button_width("a step in 3 s") + ImGui::GetFrameHeight();
}

// In a bar of one line the state, which is a read-out, goes before these: one after the other, the
// most useful first, takes what room is left.
Parts fitting_parts(const TransportModel& model, const Theme& theme) {
  const float lines = ImGui::GetWindowHeight() / ImGui::GetFrameHeightWithSpacing();
  if (lines >= 2) return {};
  const float right = ImGui::GetWindowPos().x + ImGui::GetWindowContentRegionMax().x;
  const float gap = ImGui::GetStyle().ItemSpacing.x;
  float room = right - ImGui::GetItemRectMax().x - gap -
               std::max(ImGui::CalcTextSize(model.state.c_str()).x, kStateWidth * theme.font_px);
  const auto takes = [&](float width) {
    if (width + gap > room) return false;
    room -= width + gap;
    return true;
  };
  Parts parts;
  parts.has_pace = takes(pace_width());
  parts.has_progress = model.progress && takes(kProgressWidth * theme.font_px);
  parts.has_seed = model.has_run && takes(ImGui::CalcTextSize(seed_text(model).c_str()).x);
  return parts;
}

// Slow motion: how fast it may go.
void draw_pace(const TransportModel& model, const FrameContext& frame) {
  const std::string shown = pace_text(model.pace);
  const float width = pace_width();
  same_line_if_fits(width);
  ImGui::SetNextItemWidth(width);
  ImGui::BeginDisabled(!model.has_run);
  if (ImGui::BeginCombo("##pace", shown.c_str())) {
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
    ImGui::ProgressBar(static_cast<float>(*model.progress), ImVec2(width, 0),
                       fmt::format("{:.0f} %", *model.progress * 100).c_str());
    draw_tooltip(model.state);
  }
  same_line_if_fits(
      std::min(ImGui::CalcTextSize(model.state.c_str()).x, kStateWidth * theme.font_px));
  ImGui::AlignTextToFramePadding();
  draw_wrapped_text(model.state, tone_color(model.tone, theme));
  draw_tooltip(model.detail.empty() ? model.state : model.detail);
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
  draw_buttons(model, frame);
  const Parts parts = fitting_parts(model, frame.theme);
  if (parts.has_pace) draw_pace(model, frame);
  draw_state(model, parts, frame.theme);
}

}  // namespace netdyno::app
