// SPDX-License-Identifier: MIT
#include "app/panels/prediction_widgets.h"

#include <fmt/core.h>
#include <imgui.h>

#include <algorithm>

#include "app/chart/canvas.h"
#include "app/panels/widgets.h"
#include "app/view_models/number_text.h"

namespace netdyno::app {

namespace {

std::string verdict_text(const PredictionModel& prediction) {
  if (prediction.has_bad_values) return "output is not a number";
  return prediction.has_truth ? "is " + prediction.truth : prediction.predicted;
}

}  // namespace

float prediction_line_height(const Theme& theme) {
  return theme.small_font_px + theme.gap_px / 2;
}

float prediction_width(const PredictionModel& prediction, const Theme& theme) {
  const float px = theme.small_font_px;
  float width = text_size(px, verdict_text(prediction)).x + px + theme.gap_px;
  for (const Probability& each : prediction.top)
    width =
        std::max(width, text_size(px, each.name).x + text_size(px, "100.0 %").x + theme.gap_px + 4);
  return width;
}

void draw_verdict(const PredictionModel& prediction, float width_px, const Theme& theme) {
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  const float height = prediction_line_height(theme);
  ImGui::Dummy(ImVec2(width_px, height - ImGui::GetStyle().ItemSpacing.y));
  draw_tooltip(fmt::format("True class {}\npredicted {}",
                           prediction.has_truth ? prediction.truth : "not known",
                           prediction.predicted));
  ImDrawList& canvas = *ImGui::GetWindowDrawList();
  const float side = theme.small_font_px;
  const Color color = !prediction.has_truth   ? theme.text
                      : prediction.is_correct ? theme.good
                                              : theme.error;
  float x = corner.x;
  if (prediction.has_truth || prediction.has_bad_values) {
    if (prediction.is_correct)
      draw_check(canvas, corner, side, color);
    else
      draw_cross(canvas, corner, side, color);
    x += side + theme.gap_px / 2;
  }
  canvas.PushClipRect(corner, ImVec2(corner.x + width_px, corner.y + height), true);
  draw_text(canvas, ImVec2(x, corner.y), theme.small_font_px, color, verdict_text(prediction));
  canvas.PopClipRect();
}

void draw_probabilities(const PredictionModel& prediction, float width_px, const Theme& theme) {
  ImDrawList& canvas = *ImGui::GetWindowDrawList();
  const float height = prediction_line_height(theme);
  for (const Probability& probability : prediction.top) {
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    ImGui::Dummy(ImVec2(width_px, height - ImGui::GetStyle().ItemSpacing.y));
    draw_tooltip(fmt::format("{}: {}", probability.name, percent_text(probability.share)));
    const Color color = probability.is_label ? theme.good : theme.axis;
    canvas.AddRectFilled(
        corner,
        ImVec2(corner.x + width_px * static_cast<float>(probability.share), corner.y + height - 1),
        packed(color.with_alpha(kBarAlpha)));
    const std::string share = percent_text(probability.share);
    const float share_width = text_size(theme.small_font_px, share).x;
    const float y = corner.y + (height - 1 - theme.small_font_px) / 2;
    canvas.PushClipRect(
        corner, ImVec2(corner.x + width_px - share_width - theme.gap_px, corner.y + height), true);
    draw_text(canvas, ImVec2(corner.x + 2, y), theme.small_font_px, theme.text, probability.name);
    canvas.PopClipRect();
    draw_text(canvas, ImVec2(corner.x + width_px - share_width, y), theme.small_font_px, theme.text,
              share);
  }
}

}  // namespace netdyno::app
