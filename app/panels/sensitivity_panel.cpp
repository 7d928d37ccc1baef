// SPDX-License-Identifier: MIT
#include "app/panels/sensitivity_panel.h"

#include <algorithm>

#include "app/chart/canvas.h"
#include "app/panels/study_bar.h"
#include "app/panels/widgets.h"
#include "app/report/study_figures.h"
#include "app/view_models/sensitivity_model.h"

namespace netdyno::app {

void SensitivityPanel::draw(const FrameContext& frame) {
  if (draw_unready_state(frame)) return;
  report_ = study_report<SensitivityReport>(frame.snapshot, "sensitivity");
  const bool is_running = report_ && report_->is_running;
  if (draw_study_bar(frame,
                     {.study = "sensitivity",
                      .run = "Measure sensitivity",
                      .tooltip = "Fits a linear classifier on the data as it is and one on "
                                 "centred data, then moves their weights, and the network's, "
                                 "along random directions d with ‖d‖ = ‖w‖. The training is not "
                                 "touched",
                      .is_running = is_running,
                      .progress = is_running ? report_->progress : 0}))
    frame.commands.send(RunStudy{"sensitivity"});
  if (report_ && !report_->curves.empty())
    draw_figure(frame, *report_);
  else if (is_running)
    draw_empty_state("Fitting linear classifiers…", "The curves appear one after the other",
                     frame.theme);
  else
    draw_empty_state("Not measured yet",
                     "Shows why data is centred: how much the loss changes with a small change of "
                     "the weights",
                     frame.theme);
}

void SensitivityPanel::draw_figure(const FrameContext& frame, const SensitivityReport& report) {
  Figure figure = build_sensitivity(report, frame.theme);
  if (x_) figure.x.min = x_->min, figure.x.max = x_->max;
  if (y_) figure.y.min = y_->min, figure.y.max = y_->max;
  const std::string lesson = sensitivity_lesson(report);
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const float note = lesson.empty()
                         ? 0
                         : ImGui::CalcTextSize(lesson.c_str(), nullptr, false, room.x).y +
                               ImGui::GetStyle().ItemSpacing.y;
  const bool has_note = note > 0 && room.y - note > 8 * frame.theme.font_px;
  ChartOptions chart;
  chart.size = ImVec2(room.x, has_note ? room.y - note : room.y);
  chart.read_out = [&](double x, double) { return read_sensitivity(report, x, frame.theme); };
  const ChartResult result = draw_chart("sensitivity", figure, chart, state_, frame.theme);
  if (result.x) x_ = result.x;
  if (result.y) y_ = result.y;
  if (result.fit) x_.reset(), y_.reset();
  if (has_note) draw_wrapped_text(lesson, frame.theme.text_muted);
}

std::vector<RunFigure> SensitivityPanel::figures(const FrameContext&) const {
  if (!report_ || report_->curves.empty()) return {};
  return {sensitivity_figure(report_, true, {x_, y_})};
}

}  // namespace netdyno::app
