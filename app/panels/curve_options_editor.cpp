// SPDX-License-Identifier: MIT
#include "app/panels/curve_options_editor.h"

#include <fmt/core.h>
#include <imgui.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "app/chart/canvas.h"
#include "app/panels/number_box.h"
#include "app/panels/widgets.h"

namespace netdyno::app {

namespace {

constexpr float kSmoothingWidth = 3.5f;  // in font heights
constexpr int kMostSkipped = 1000000;    // records

// One of the theme's colours for runs; all but the one that is taken by validation.
std::optional<std::size_t> draw_color_choice(const Theme& theme) {
  std::optional<std::size_t> chosen;
  for (std::size_t i = 0; i < theme.series.size(); ++i) {
    if (i == kValidationSeries) continue;
    ImGui::PushID(static_cast<int>(i));
    if (ImGui::ColorButton("color", vec4(theme.series[i]),
                           ImGuiColorEditFlags_NoTooltip | ImGuiColorEditFlags_NoDragDrop))
      chosen = i;
    draw_tooltip(i == 0 ? "The usual colour" : "The run's colour in every panel");
    ImGui::PopID();
    if (i + 1 < theme.series.size()) ImGui::SameLine();
  }
  return chosen;
}

const std::array<std::string, 3> kAxes = {"step", "epoch", "time"};
const std::array<std::string, 3> kAxisDocs = {
    "Minibatches trained", "Passes over the training data", "Seconds of training, pauses excluded"};

std::string smoothing_text(const CurveOptions& options) {
  const std::string what = options.log_y
                               ? "of accuracy, and of the logarithms of loss as its axis is one"
                               : "of the values themselves";
  if (options.matches_x)
    return "Weight w of an average whose memory falls by √w with each thousandth of the x axis, " +
           what + "; 0 shows the values alone";
  return "Weight w of the exponential average s ← w s + (1 − w) x, divided by 1 − wⁿ, " + what +
         "; 0 shows the values alone. Ctrl + click to type up to 0.999";
}

void draw_smoothing(CurveOptions& options, const Theme& theme) {
  ImGui::AlignTextToFramePadding();
  draw_text_line(fmt::format("smoothing {:.2f}", options.smoothing), theme.text);
  ImGui::SameLine();
  ImGui::SetNextItemWidth(kSmoothingWidth * theme.font_px);
  auto smoothing = static_cast<float>(options.smoothing);
  // Dragged in steps of 0.01 up to 0.99; typed (Ctrl + click) up to 0.999.
  const SliderEdit edit =
      draw_slider("##smoothing", smoothing, 0.0f, 0.99f, static_cast<float>(kMaxSmoothing), "",
                  ImGuiSliderFlags_NoRoundToFormat);
  const double steps = edit == SliderEdit::Typed ? 1000.0 : 100.0;
  if (edit != SliderEdit::None)
    options.smoothing = std::clamp(std::round(smoothing * steps) / steps, 0.0, kMaxSmoothing);
  draw_tooltip(smoothing_text(options));
}

void draw_axes(CurveOptions& options, CurveOptionsEdit& edit) {
  same_line_if_fits(checkbox_width("log x"));
  if (ImGui::Checkbox("log x", &options.log_x)) edit.has_new_x = true;
  draw_tooltip("Logarithmic x axis");
  same_line_if_fits(checkbox_width("log y"));
  if (ImGui::Checkbox("log y", &options.log_y)) edit.has_new_loss = true;
  draw_tooltip("Logarithmic loss axis (L); values ≤ 0 are left out and counted");
  same_line_if_fits(checkbox_width("no outliers"));
  if (ImGui::Checkbox("no outliers", &options.ignores_outliers))
    edit.has_new_loss = edit.has_new_accuracy = true;
  draw_tooltip("Fit the y axis to the 5th to 95th percentile of what is shown");
}

}  // namespace

CurveOptionsEdit draw_curve_options(CurveOptions& options, const Theme& theme) {
  CurveOptionsEdit edit;
  draw_smoothing(options, theme);
  const float choice = 4.2f * theme.font_px;
  same_line_if_fits(choice);
  if (const auto chosen = draw_choice("x axis", kAxes, kAxisDocs,
                                      static_cast<std::size_t>(options.x_axis), choice)) {
    options.x_axis = static_cast<CurveAxis>(*chosen);
    edit.has_new_x = true;
  }
  draw_tooltip("What the x axis counts");
  draw_axes(options, edit);
  return edit;
}

CurveOptionsEdit draw_more_curve_options(CurveOptions& options, const Theme& theme) {
  CurveOptionsEdit edit;
  same_line_if_fits(button_width("More"));
  if (ImGui::Button("More")) ImGui::OpenPopup("more");
  draw_tooltip("Smoothing by x, skipped steps, the run's colour");
  if (!begin_popup_below("more")) return edit;
  ImGui::Checkbox("match smoothing by x", &options.matches_x);
  draw_tooltip(
      "Smooth by distance on the x axis rather than by number of values, so that series of "
      "different density are smoothed alike");
  ImGui::SetNextItemWidth(7 * theme.font_px);
  const NumberBox skipped = draw_integer_box("steps skipped at the start",
                                             static_cast<std::int64_t>(options.skipped), 10, 100);
  if (skipped.is_done && skipped.value) {
    options.skipped = static_cast<std::size_t>(
        std::clamp(*skipped.value, 0.0, static_cast<double>(kMostSkipped)));
    edit.fits = true;
  }
  draw_tooltip("The followed view starts after them, for runs whose first losses are huge");
  ImGui::AlignTextToFramePadding();
  ImGui::TextUnformatted("colour of the run");
  ImGui::SameLine();
  edit.color = draw_color_choice(theme);
  ImGui::EndPopup();
  return edit;
}

CurveOptionsEdit draw_curve_axis_items(CurveOptions& options) {
  CurveOptionsEdit edit;
  const auto toggle = [](const char* label, const char* keys, bool& value) {
    if (!ImGui::MenuItem(label, keys, value)) return false;
    value = !value;
    return true;
  };
  edit.has_new_x = toggle("Logarithmic x axis", nullptr, options.log_x);
  edit.has_new_loss = toggle("Logarithmic loss axis", "L", options.log_y);
  edit.has_new_accuracy = toggle("No outliers", nullptr, options.ignores_outliers);
  edit.has_new_loss = edit.has_new_loss || edit.has_new_accuracy;
  return edit;
}

}  // namespace netdyno::app
