// SPDX-License-Identifier: MIT
#include "app/panels/advice_line.h"

#include <imgui.h>

#include <utility>

#include "app/panels/widgets.h"

namespace netdyno::app {

namespace {

constexpr double kLingerSecs = 3;

}  // namespace

void AdviceLine::update(const FrameContext& frame) {
  const Snapshot* snapshot = frame.snapshot;
  const double now_secs = ImGui::GetTime();
  std::optional<Advice> found =
      snapshot ? build_advice(*snapshot, frame.history) : std::optional<Advice>();
  if (found) {
    advice_ = std::move(found);
    run_ = snapshot->run.id;
    seen_secs_ = now_secs;
    return;
  }
  const bool lingers = snapshot && snapshot->state == RunState::Running &&
                       snapshot->run.id == run_ && now_secs - seen_secs_ < kLingerSecs && advice_ &&
                       advice_->tone == Tone::Warning;
  if (!lingers) advice_.reset();
}

void AdviceLine::draw_text(const Advice& advice, bool is_low, const Theme& theme) {
  const Color color = tone_color(advice.tone, theme);
  if (!is_low) return draw_wrapped_text(advice.text, color);
  same_line_if_fits(ImGui::CalcTextSize(advice.headline.c_str()).x);
  ImGui::AlignTextToFramePadding();
  draw_text_line(advice.headline, color);
  draw_tooltip(advice.text);
}

void AdviceLine::draw(const FrameContext& frame, bool is_low) {
  update(frame);
  if (!advice_) return;
  const Advice advice = *advice_;
  draw_text(advice, is_low, frame.theme);
  bool is_below = !is_low;
  for (const AdviceStep& step : advice.steps) {
    if (!std::exchange(is_below, false)) same_line_if_fits(button_width(step.label));
    const bool is_pressed = ImGui::Button(step.label.c_str());
    draw_tooltip(step.doc);
    if (!is_pressed) continue;
    for (const Command& command : step.commands) frame.commands.send(command);
    advice_.reset();
  }
}

}  // namespace netdyno::app
