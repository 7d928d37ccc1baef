// SPDX-License-Identifier: MIT
#include "app/panels/range_test_panel.h"

#include <fmt/core.h>

#include <algorithm>

#include "app/chart/canvas.h"
#include "app/panels/widgets.h"
#include "app/report/study_figures.h"
#include "app/view_models/controls_model.h"
#include "app/view_models/number_text.h"
#include "app/view_models/range_test_model.h"

namespace netdyno::app {

void RangeTestPanel::draw(const FrameContext& frame) {
  if (draw_unready_state(frame)) return;
  const auto result = study_report<RangeTestResult>(frame.snapshot, "range-test");
  draw_controls(frame, result.get());
  if (result && !result->points.empty())
    draw_figure(frame, *result);
  else
    draw_empty_state(result ? "Testing…" : "No range test yet",
                     result ? result->status
                            : "Trains a copy of the network for 100 steps while η grows from 1e-8 "
                              "to 1, and shows at which rates the loss falls",
                     frame.theme);
}

void RangeTestPanel::draw_controls(const FrameContext& frame, const RangeTestResult* result) {
  const bool is_running = result && result->is_running;
  ImGui::BeginDisabled(is_running);
  if (ImGui::Button("Run range test")) run(frame, false);
  draw_tooltip("With the weights as they are. Works on a copy: the training is not touched");
  same_line_if_fits(button_width("From the initial weights"));
  if (ImGui::Button("From the initial weights")) run(frame, true);
  draw_tooltip(
      "As a restart with the same weights and the knobs as they are would begin. Works on a copy");
  ImGui::EndDisabled();
  if (is_running) {
    same_line_if_fits(button_width("Cancel"));
    if (ImGui::Button("Cancel")) frame.commands.send(CancelStudy{"range-test"});
    draw_tooltip("Ends the test where it is");
    const float width = 6 * frame.theme.font_px;
    same_line_if_fits(width);
    draw_progress(result->progress, std::min(width, ImGui::GetContentRegionAvail().x),
                  fmt::format("{:.0f} %", 100 * result->progress), frame.theme);
  }
  if (!result || !result->suggestion) return;
  // What was found for the start is of use there.
  const bool restarts = result->from_start && frame.snapshot->step > 0;
  const std::string label =
      fmt::format("{} η = {}", restarts ? "Restart with" : "Use", number_text(*result->suggestion));
  same_line_if_fits(button_width(label));
  if (ImGui::Button(label.c_str())) {
    if (frame.snapshot->recipe->schedule.kind != "constant")
      frame.commands.send(SetKnob{"schedule", ScheduleSpec{"constant", {}}});
    frame.commands.send(SetKnob{"optimizer.learning_rate", clamp_rate(*result->suggestion)});
    if (restarts) frame.commands.send(Restart{});
  }
  draw_tooltip(restarts
                   ? "Sets the learning rate η to the suggestion and goes back to step 0, with the "
                     "same weights; Ctrl + Z comes back"
                   : "Sets the run's learning rate η, θ ← θ − η g, to the suggestion, by hand");
}

void RangeTestPanel::run(const FrameContext& frame, bool from_start) {
  x_.reset(), y_.reset();
  frame.commands.send(RunStudy{"range-test", {{"from_start", from_start}}});
}

void RangeTestPanel::draw_figure(const FrameContext& frame, const RangeTestResult& result) {
  std::string note = suggestion_text(result);
  if (!result.status.empty()) note += (note.empty() ? "" : "; ") + result.status;
  draw_wrapped_text(note, frame.theme.text_muted);
  Figure figure = build_range_test(result, frame.theme);
  if (x_) figure.x.min = x_->min, figure.x.max = x_->max;
  if (y_) figure.y.min = y_->min, figure.y.max = y_->max;
  ChartOptions chart;
  chart.size = ImGui::GetContentRegionAvail();
  chart.read_out = [&](double x, double) { return read_range_test(result, x, frame.theme); };
  const ChartResult drawn = draw_chart("range test", figure, chart, state_, frame.theme);
  if (drawn.x) x_ = drawn.x;
  if (drawn.y) y_ = drawn.y;
  if (drawn.fit) x_.reset(), y_.reset();
}

std::vector<RunFigure> RangeTestPanel::figures(const FrameContext& frame) const {
  const auto result = study_report<RangeTestResult>(frame.snapshot, "range-test");
  if (!result || result->points.empty()) return {};
  return {range_test_figure(result, true, {x_, y_})};
}

}  // namespace netdyno::app
