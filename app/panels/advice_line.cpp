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

void AdviceLine::draw(const FrameContext& frame) {
  update(frame);
  if (!advice_) return;
  const Advice advice = *advice_;
  draw_wrapped_text(advice.text, tone_color(advice.tone, frame.theme));
  bool is_first = true;
  for (const AdviceStep& step : advice.steps) {
    if (!std::exchange(is_first, false)) same_line_if_fits(button_width(step.label));
    const bool is_pressed = ImGui::Button(step.label.c_str());
    draw_tooltip(step.doc);
    if (!is_pressed) continue;
    for (const Command& command : step.commands) frame.commands.send(command);
    advice_.reset();
  }
}

}  // namespace netdyno::app
