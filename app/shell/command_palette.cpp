// SPDX-License-Identifier: MIT
#include "app/shell/command_palette.h"

#include <imgui.h>
#include <imgui_stdlib.h>

#include <algorithm>

#include "app/shell/fuzzy_match.h"
#include "app/shell/style.h"

namespace netdyno::app {
namespace {

constexpr const char* kPopup = "Commands";
constexpr float kWidth = 560, kHeight = 400;  // pixels at scale 1
constexpr ImGuiWindowFlags kFlags = ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoMove |
                                    ImGuiWindowFlags_NoResize | ImGuiWindowFlags_NoSavedSettings;

bool is_pressed(ImGuiKey key, bool repeats) {
  return ImGui::IsKeyPressed(ImGui::GetKeyIndex(key), repeats);
}

}  // namespace

std::vector<std::size_t> matching_items(std::span<const PaletteItem> items,
                                        const std::string& typed) {
  struct Found {
    std::size_t item;
    int score;
  };
  std::vector<Found> found;
  for (std::size_t i = 0; i < items.size(); ++i)
    if (const auto score = fuzzy_score(items[i].text + " " + items[i].group, typed))
      found.push_back({i, *score});
  std::ranges::stable_sort(found, std::greater<>(), &Found::score);
  std::vector<std::size_t> positions;
  for (const Found& each : found) positions.push_back(each.item);
  return positions;
}

void CommandPalette::open() {
  opens_ = true;
  typed_.clear();
  choice_ = 0;
}

std::optional<std::size_t> CommandPalette::draw(std::span<const PaletteItem> items,
                                                const Theme& theme) {
  if (opens_) ImGui::OpenPopup(kPopup);
  opens_ = false;
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  const ImVec2 size = {std::min(kWidth * theme.scale, 0.9f * screen.x),
                       std::min(kHeight * theme.scale, 0.8f * screen.y)};
  ImGui::SetNextWindowPos({screen.x / 2, 0.12f * screen.y}, ImGuiCond_Always, {0.5f, 0});
  ImGui::SetNextWindowSize(size);
  is_open_ = ImGui::BeginPopup(kPopup, kFlags);
  if (!is_open_) return std::nullopt;
  if (ImGui::IsWindowAppearing()) ImGui::SetKeyboardFocusHere();
  ImGui::SetNextItemWidth(-1);
  // Up and down choose among the matches, which a text box has no use for.
  if (ImGui::InputTextWithHint("##typed", "Type what you want to do", &typed_)) choice_ = 0;
  const std::vector<std::size_t> found = matching_items(items, typed_);
  move_choice(found.size());
  std::optional<std::size_t> chosen = draw_list(items, found, theme);
  // The key that opened it may still be down.
  const bool is_new = ImGui::IsWindowAppearing();
  const bool enter =
      !is_new && (is_pressed(ImGuiKey_Enter, false) || is_pressed(ImGuiKey_KeyPadEnter, false));
  if (enter && choice_ < found.size()) chosen = found[choice_];
  if (chosen || (!is_new && is_pressed(ImGuiKey_Escape, false))) ImGui::CloseCurrentPopup();
  ImGui::EndPopup();
  return chosen;
}

void CommandPalette::move_choice(std::size_t count) {
  const std::size_t before = choice_;
  if (is_pressed(ImGuiKey_DownArrow, true)) ++choice_;
  if (is_pressed(ImGuiKey_UpArrow, true) && choice_ > 0) --choice_;
  choice_ = std::min(choice_, count > 0 ? count - 1 : 0);
  has_moved_ = choice_ != before;
}

std::optional<std::size_t> CommandPalette::draw_list(std::span<const PaletteItem> items,
                                                     const std::vector<std::size_t>& found,
                                                     const Theme& theme) {
  std::optional<std::size_t> chosen;
  ImGui::BeginChild("found", {0, 0}, false, ImGuiWindowFlags_NoNav);
  if (found.empty()) ImGui::TextDisabled("Nothing of that name");
  const float right = ImGui::GetContentRegionAvail().x;
  for (std::size_t i = 0; i < found.size(); ++i) {
    const PaletteItem& item = items[found[i]];
    ImGui::PushID(static_cast<int>(found[i]));
    if (ImGui::Selectable(item.text.c_str(), i == choice_)) chosen = found[i];
    if (i == choice_ && has_moved_) ImGui::SetScrollHereY();
    const std::string note = item.keys.empty() ? item.group : item.group + "   " + item.keys;
    const float width = ImGui::CalcTextSize(note.c_str()).x;
    if (ImGui::CalcTextSize(item.text.c_str()).x + width + 2 * theme.padding_px < right) {
      ImGui::SameLine(right - width);
      ImGui::TextDisabled("%s", note.c_str());
    }
    ImGui::PopID();
  }
  ImGui::EndChild();
  return chosen;
}

}  // namespace netdyno::app
