// SPDX-License-Identifier: MIT
#include "app/panels/number_box.h"

#include <fmt/core.h>
#include <imgui_internal.h>
#include <imgui_stdlib.h>

#include <algorithm>
#include <array>
#include <cstdio>

#include "engine/core/typed_number.h"

namespace netdyno::app {

namespace {

std::string shown_text(const char* format, double value) {
  std::array<char, 64> text{};
  ImFormatString(text.data(), text.size(), format, value);
  return text.data();
}

Typed<double> typed_value(const std::string& text, bool is_whole) {
  if (!is_whole) return typed_number(text);
  const Typed<std::int64_t> whole = typed_integer(text);
  if (!whole.value) return {std::nullopt, whole.problem};
  return {static_cast<double>(*whole.value), {}};
}

// What the box held when it was left; ImGui tells nothing then.
std::string left_text(ImGuiID id) {
  const ImGuiInputTextState* const state = ImGui::GetInputTextState(id);
  if (!state) return {};
  std::string text(static_cast<std::size_t>(state->TextW.Size) * 4 + 1, '\0');
  text.resize(static_cast<std::size_t>(
      ImTextStrToUtf8(text.data(), static_cast<int>(text.size()), state->TextW.Data, nullptr)));
  return text;
}

// What it held when the keyboard came.
std::string first_text(ImGuiID id) {
  const ImGuiInputTextState* const state = ImGui::GetInputTextState(id);
  return state && !state->InitialTextA.empty() ? state->InitialTextA.Data : std::string();
}

NumberBox draw_box(const char* id, const std::string& shown, bool is_whole) {
  std::string text = shown;
  const bool was_edited = ImGui::InputText(id, &text, ImGuiInputTextFlags_AutoSelectAll);
  NumberBox box;
  box.is_done = ImGui::IsItemDeactivatedAfterEdit();
  if (!was_edited && !box.is_done) return box;
  // Escape puts the first text back, which is an edit of its own.
  if (!was_edited) text = left_text(ImGui::GetItemID());
  const Typed<double> typed = typed_value(text, is_whole);
  box.value = typed.value;
  box.problem = typed.problem;
  // What stood before, for whoever followed each key: "1,000" was a number until its last letter.
  if (box.is_done && !box.value)
    box.value = typed_value(first_text(ImGui::GetItemID()), false).value;
  return box;
}

}  // namespace

NumberBox draw_number_box(const char* id, double shown, bool is_whole, const char* format) {
  return draw_box(id, shown_text(is_whole ? "%.0f" : format, shown), is_whole);
}

NumberBox draw_integer_box(const char* id, std::int64_t shown, std::int64_t step,
                           std::int64_t fast) {
  const ImGuiStyle& style = ImGui::GetStyle();
  const float button = ImGui::GetFrameHeight();
  const float gap = style.ItemInnerSpacing.x;
  const float width = std::max(1.0f, ImGui::CalcItemWidth() - 2 * (button + gap));
  ImGui::BeginGroup();
  ImGui::PushID(id);
  ImGui::SetNextItemWidth(width);
  NumberBox box = draw_box("", fmt::format("{}", shown), true);
  const std::int64_t by = ImGui::GetIO().KeyCtrl ? fast : step;
  for (const bool is_more : {false, true}) {
    ImGui::SameLine(0, gap);
    ImGui::PushButtonRepeat(true);
    if (ImGui::Button(is_more ? "+" : "-", {button, button}))
      box = {static_cast<double>(is_more ? shown + by : shown - by), true, {}};
    ImGui::PopButtonRepeat();
  }
  ImGui::PopID();
  const char* const label_end = ImGui::FindRenderedTextEnd(id);
  if (label_end != id) {
    ImGui::SameLine(0, gap);
    ImGui::TextUnformatted(id, label_end);
  }
  ImGui::EndGroup();
  return box;
}

SliderEdit draw_slider(const char* label, float& value, float min, float max, float most,
                       const char* format, ImGuiSliderFlags flags) {
  // For how many frames it has been a box: kept by ImGui, with the window.
  int& box_frames = *ImGui::GetStateStorage()->GetIntRef(ImGui::GetID(label) ^ 1U, 0);
  const ImVec2 place = ImGui::GetCursorScreenPos();
  const ImVec2 end = {place.x + ImGui::CalcItemWidth(), place.y + ImGui::GetFrameHeight()};
  const bool opens = ImGui::GetIO().KeyCtrl && ImGui::IsMouseClicked(ImGuiMouseButton_Left) &&
                     ImGui::IsWindowHovered() && ImGui::IsMouseHoveringRect(place, end);
  if (box_frames == 0 && !opens) {
    flags |= ImGuiSliderFlags_NoInput | ImGuiSliderFlags_AlwaysClamp;
    return ImGui::SliderFloat(label, &value, min, max, format, flags) ? SliderEdit::Dragged
                                                                      : SliderEdit::None;
  }
  if (box_frames == 0) ImGui::SetKeyboardFocusHere();
  ++box_frames;
  const NumberBox box = draw_number_box(label, static_cast<double>(value));
  constexpr int kFramesUntilFocus = 3;  // the keyboard comes a little later
  const bool is_left = box_frames > kFramesUntilFocus && !ImGui::IsItemActive();
  if (is_left || ImGui::IsItemDeactivated()) box_frames = 0;
  if (!box.is_done || !box.value) return SliderEdit::None;
  value = std::clamp(static_cast<float>(*box.value), min, most);
  return SliderEdit::Typed;
}

}  // namespace netdyno::app
