// SPDX-License-Identifier: MIT
#include "app/panels/number_row.h"

#include <fmt/core.h>
#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "app/panels/number_box.h"
#include "app/panels/widgets.h"
#include "app/view_models/number_text.h"

namespace netdyno::app {

namespace {

constexpr float kBoxWidth = 4.6f;    // in font heights
constexpr double kZeroShare = 0.04;  // of a log slider that means 0
constexpr int kSliderDigits = 3;

double rounded(const NumberRow& row, double value) {
  if (row.is_integer) return std::round(value);
  if (value == 0 || !std::isfinite(value)) return value;
  // A dragged value of three digits reads well in the markers on the curves.
  const double unit = std::pow(10.0, std::floor(std::log10(std::abs(value))) - kSliderDigits + 1);
  return std::clamp(std::round(value / unit) * unit, row.least, row.most);
}

std::optional<double> draw_slider(const NumberRow& row, double shown, float width_px) {
  ImGui::SetNextItemWidth(width_px);
  constexpr ImGuiSliderFlags kFlags =
      ImGuiSliderFlags_NoRoundToFormat | ImGuiSliderFlags_AlwaysClamp | ImGuiSliderFlags_NoInput;
  if (row.is_log) {
    double position = slider_position(row, shown);
    const double low = 0;
    const double high = 1;
    if (!ImGui::SliderScalar("##slider", ImGuiDataType_Double, &position, &low, &high, "", kFlags))
      return std::nullopt;
    return rounded(row, slider_value(row, position));
  }
  double value = shown;
  if (!ImGui::SliderScalar("##slider", ImGuiDataType_Double, &value, &row.min, &row.max, "",
                           kFlags))
    return std::nullopt;
  return rounded(row, value);
}

NumberEdit draw_box(const NumberRow& row, double shown, DraftBook& drafts) {
  ImGui::SetNextItemWidth(-FLT_MIN);
  const NumberBox box = draw_number_box("##box", shown, row.is_integer);
  draw_tooltip(row.tooltip);
  if (box.value) drafts.keep(row.knob, *box.value);
  if (!ImGui::IsItemDeactivated()) return {};
  drafts.forget(row.knob);
  if (!box.is_done) return {};
  NumberEdit edit;
  if (!box.problem.empty()) {
    edit.note = fmt::format("{}, kept {}", box.problem, number_text(row.value));
    return edit;
  }
  const double wanted = *box.value;
  if (wanted == row.value) return {};
  edit.value = std::clamp(row.is_integer ? std::round(wanted) : wanted, row.least, row.most);
  if (wanted < row.least || wanted > row.most)
    edit.note =
        fmt::format("{} is outside {} to {}, took {}", number_text(wanted), number_text(row.least),
                    number_text(row.most), number_text(*edit.value));
  return edit;
}

}  // namespace

NumberRow number_row(const NumberKnob& knob) {
  NumberRow row;
  row.knob = knob.key;
  row.label = knob.label;
  row.tooltip = knob.tooltip;
  if (knob.effect != KnobEffect::Now) row.tooltip += "; takes effect " + effect_name(knob.effect);
  row.value = knob.value;
  row.min = row.least = knob.min;
  row.max = row.most = knob.max;
  row.is_integer = knob.is_integer;
  row.is_log = knob.is_log;
  return row;
}

double slider_position(const NumberRow& row, double value) {
  const double start = row.ends_in_zero ? kZeroShare : 0.0;
  if (!(value >= row.min)) return row.ends_in_zero && value <= 0 ? 0.0 : start;
  const double share = std::log(value / row.min) / std::log(row.max / row.min);
  return std::clamp(start + share * (1 - start), 0.0, 1.0);
}

double slider_value(const NumberRow& row, double position) {
  const double start = row.ends_in_zero ? kZeroShare : 0.0;
  if (row.ends_in_zero && position < start) return 0;
  const double share = (position - start) / (1 - start);
  return row.min * std::pow(row.max / row.min, share);
}

double dragged_value(const NumberRow& row, double start, double share) {
  if (!row.is_log)
    return rounded(row, std::clamp(start + share * (row.max - row.min), row.min, row.max));
  const double position = std::clamp(slider_position(row, start) + share, 0.0, 1.0);
  return rounded(row, slider_value(row, position));
}

NumberEdit draw_number_row(const NumberRow& row, DraftBook& drafts, float label_px,
                           const Theme& theme) {
  ImGui::PushID(row.knob.c_str());
  const double now = ImGui::GetTime();
  const double shown = drafts.shown(row.knob, row.value, now);
  if (!row.label.empty()) {
    const float left = ImGui::GetCursorPosX();
    ImGui::AlignTextToFramePadding();
    draw_text_line(row.label, theme.text);
    draw_tooltip(row.tooltip);
    ImGui::SameLine(left + label_px, 0);
  }
  const float box = kBoxWidth * theme.font_px + ImGui::GetStyle().ItemSpacing.x;
  const float width = std::max(ImGui::GetContentRegionAvail().x - box, 2 * theme.font_px);
  NumberEdit edit;
  edit.value = draw_slider(row, shown, width);
  draw_tooltip(row.tooltip);
  ImGui::SameLine();
  NumberEdit typed = draw_box(row, shown, drafts);
  if (typed.value || !typed.note.empty()) edit = std::move(typed);
  if (edit.value) drafts.mark_sent(row.knob, *edit.value, now);
  ImGui::PopID();
  return edit;
}

}  // namespace netdyno::app
