// SPDX-License-Identifier: MIT
#include "app/panels/option_editor.h"

#include <fmt/core.h>
#include <imgui.h>
#include <imgui_stdlib.h>

#include <algorithm>

#include "app/panels/number_box.h"
#include "app/panels/widgets.h"
#include "app/view_models/human_names.h"
#include "engine/core/error.h"
#include "engine/recipe/recipe_schema.h"

namespace netdyno::app {

namespace {

constexpr float kOptionWidth = 9;  // in font heights

std::string field_label(const OptionField& field) {
  return field.name.empty() ? human_name(field.key) : field.name;
}

OptionEdit edit_of(const NumberBox& box, OptionKind kind) {
  OptionEdit edit;
  edit.is_done = box.is_done;
  if (box.value && kind == OptionKind::Integer)
    edit.value = static_cast<std::int64_t>(*box.value);
  else if (box.value)
    edit.value = *box.value;
  return edit;
}

std::optional<OptionValue> draw_text(const OptionField& field, std::string value) {
  if (field.choices.empty()) {
    if (!ImGui::InputText("##value", &value)) return std::nullopt;
    return value;
  }
  const auto current =
      static_cast<std::size_t>(std::ranges::find(field.choices, value) - field.choices.begin());
  std::vector<std::string> names;
  for (const std::string& choice : field.choices) names.push_back(human_name(choice));
  const auto chosen = draw_choice("value", names, {}, current, ImGui::CalcItemWidth());
  if (!chosen) return std::nullopt;
  return field.choices[*chosen];
}

OptionEdit draw_value(const OptionField& field, const OptionValue& value) {
  switch (field.kind) {
    case OptionKind::Boolean: {
      bool flag = std::get<bool>(value);
      if (!ImGui::Checkbox("##value", &flag)) return {};
      return {flag, true};
    }
    case OptionKind::Integer:
      return edit_of(draw_integer_box("##value", std::get<std::int64_t>(value), 1, 10), field.kind);
    case OptionKind::Real:
      return edit_of(draw_number_box("##value", std::get<double>(value)), field.kind);
    case OptionKind::Text:
      break;
  }
  const std::optional<OptionValue> text = draw_text(field, std::get<std::string>(value));
  return {text, text.has_value()};
}

}  // namespace

OptionEdit draw_option_editor(const OptionField& field, const std::optional<OptionValue>& value,
                              float label_px, const Theme& theme) {
  ImGui::PushID(field.key.c_str());
  const float left = ImGui::GetCursorPosX();
  const KnobEffect effect = field.is_live ? KnobEffect::Now : KnobEffect::FromStart;
  const std::string tooltip =
      fmt::format("{}; {}; takes effect {}", field.doc, field.expectation(), effect_name(effect));
  ImGui::AlignTextToFramePadding();
  draw_text_line(field_label(field), theme.text);
  draw_tooltip(tooltip);
  ImGui::SameLine(left + label_px, 0);
  ImGui::SetNextItemWidth(std::min(kOptionWidth * theme.font_px, ImGui::GetContentRegionAvail().x));
  OptionEdit edit = draw_value(field, value.value_or(field.preset_value));
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
