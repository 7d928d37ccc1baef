// SPDX-License-Identifier: MIT
#include "app/panels/option_editor.h"

#include <fmt/core.h>
#include <imgui.h>
#include <imgui_stdlib.h>

#include <algorithm>

#include "app/panels/widgets.h"
#include "engine/core/error.h"

namespace netdyno::app {

namespace {

constexpr float kOptionWidth = 9;  // in font heights

std::string label_of(const OptionField& field) {
  std::string label = field.key;
  std::ranges::replace(label, '_', ' ');
  return label;
}

std::optional<OptionValue> draw_integer(std::int64_t value) {
  const std::int64_t step = 1, fast = 10;
  if (!ImGui::InputScalar("##value", ImGuiDataType_S64, &value, &step, &fast)) return std::nullopt;
  return value;
}

std::optional<OptionValue> draw_real(double value) {
  if (!ImGui::InputDouble("##value", &value, 0, 0, "%.4g")) return std::nullopt;
  return value;
}

std::optional<OptionValue> draw_text(const OptionField& field, std::string value) {
  if (field.choices.empty()) {
    if (!ImGui::InputText("##value", &value)) return std::nullopt;
    return value;
  }
  const auto current =
      static_cast<std::size_t>(std::ranges::find(field.choices, value) - field.choices.begin());
  const auto chosen = draw_choice("value", field.choices, {}, current, ImGui::CalcItemWidth());
  if (!chosen) return std::nullopt;
  return field.choices[*chosen];
}

std::optional<OptionValue> draw_value(const OptionField& field, const OptionValue& value) {
  switch (field.kind) {
    case OptionKind::Boolean: {
      bool flag = std::get<bool>(value);
      if (!ImGui::Checkbox("##value", &flag)) return std::nullopt;
      return flag;
    }
    case OptionKind::Integer:
      return draw_integer(std::get<std::int64_t>(value));
    case OptionKind::Real:
      return draw_real(std::get<double>(value));
    case OptionKind::Text:
      break;
  }
  return draw_text(field, std::get<std::string>(value));
}

}  // namespace

OptionEdit draw_option_editor(const OptionField& field, const std::optional<OptionValue>& value,
                              float label_px, const Theme& theme) {
  ImGui::PushID(field.key.c_str());
  const float left = ImGui::GetCursorPosX();
  const std::string tooltip = fmt::format("{}; {}", field.doc, field.expectation());
  ImGui::AlignTextToFramePadding();
  draw_text_line(label_of(field), theme.text);
  draw_tooltip(tooltip);
  ImGui::SameLine(left + label_px, 0);
  ImGui::SetNextItemWidth(std::min(kOptionWidth * theme.font_px, ImGui::GetContentRegionAvail().x));
  OptionEdit edit{draw_value(field, value.value_or(field.preset_value))};
  const bool is_number = field.kind == OptionKind::Integer || field.kind == OptionKind::Real;
  edit.is_done = is_number ? ImGui::IsItemDeactivatedAfterEdit() : edit.value.has_value();
  draw_tooltip(tooltip);
  ImGui::PopID();
  if (!edit.value) return edit;
  try {
    edit.value = field.checked(*edit.value);
  } catch (const RecipeError&) {
    edit.value.reset();  // on the way to a value that is accepted
  }
  return edit;
}

}  // namespace netdyno::app
