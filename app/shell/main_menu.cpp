// SPDX-License-Identifier: MIT
#include "app/shell/main_menu.h"

#include <imgui.h>

namespace netdyno::app {
namespace {

void draw_item(Intent intent, MenuChoice& choice, bool is_checked = false, bool is_enabled = true) {
  const Shortcut& row = shortcut(intent);
  const std::string label(row.doc);
  const std::string keys(row.keys);
  if (ImGui::MenuItem(label.c_str(), keys.empty() ? nullptr : keys.c_str(), is_checked, is_enabled))
    choice.intent = intent;
}

void draw_panel_items(const std::vector<PanelEntry>& panels, MenuChoice& choice) {
  for (const PanelEntry& panel : panels) {
    if (ImGui::MenuItem(panel.title.c_str(), nullptr, panel.is_visible))
      choice.toggled_panel = panel.id;
    if (ImGui::IsItemHovered() && !panel.doc.empty()) ImGui::SetTooltip("%s", panel.doc.c_str());
  }
}

void draw_recent(const std::vector<std::string>& recent, MenuChoice& choice) {
  if (!ImGui::BeginMenu("Open recent", !recent.empty())) return;
  for (const std::string& file : recent)
    if (ImGui::MenuItem(file.c_str())) choice.recent = file;
  ImGui::EndMenu();
}

}  // namespace

MenuChoice draw_main_menu(const std::vector<PanelEntry>& panels,
                          const std::vector<std::string>& recent, const MenuState& state) {
  MenuChoice choice;
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0);
  const bool is_open = ImGui::BeginMainMenuBar();
  ImGui::PopStyleVar();
  if (!is_open) return choice;
  if (ImGui::BeginMenu("File")) {
    draw_item(Intent::OpenRecipe, choice);
    draw_recent(recent, choice);
    draw_item(Intent::SaveRecipe, choice);
    ImGui::Separator();
    draw_item(Intent::OpenRun, choice);
    draw_item(Intent::SaveRun, choice);
    draw_item(Intent::CompareRun, choice);
    ImGui::Separator();
    draw_item(Intent::ExportFigures, choice);
    draw_item(Intent::SaveScreenshot, choice);
    ImGui::Separator();
    draw_item(Intent::Quit, choice);
    ImGui::EndMenu();
  }
  if (ImGui::BeginMenu("Edit")) {
    draw_item(Intent::Undo, choice, false, state.can_undo);
    draw_item(Intent::Redo, choice, false, state.can_redo);
    ImGui::Separator();
    draw_item(Intent::ShowPalette, choice);
    ImGui::EndMenu();
  }
  if (ImGui::BeginMenu("Training")) {
    for (const Intent intent : {Intent::TogglePlay, Intent::StepOnce, Intent::StepEpoch,
                                Intent::RestartSameWeights, Intent::RestartNewSeed})
      draw_item(intent, choice);
    ImGui::Separator();
    draw_item(Intent::Slower, choice);
    draw_item(Intent::Faster, choice);
    ImGui::Separator();
    draw_item(Intent::OverfitFew, choice, state.is_overfitting);
    if (state.is_overfitting && ImGui::MenuItem("Back to the whole data"))
      choice.intent = Intent::OverfitFew;
    ImGui::EndMenu();
  }
  if (ImGui::BeginMenu("View")) {
    draw_panel_items(panels, choice);
    ImGui::Separator();
    draw_item(Intent::TogglePresentation, choice, state.is_presenting);
    draw_item(Intent::ToggleTheme, choice, !state.is_dark);
    for (const Intent intent :
         {Intent::LargerText, Intent::SmallerText, Intent::DefaultText, Intent::ResetLayout})
      draw_item(intent, choice);
    ImGui::EndMenu();
  }
  if (ImGui::BeginMenu("Help")) {
    draw_item(Intent::ShowShortcuts, choice);
    ImGui::EndMenu();
  }
  ImGui::EndMainMenuBar();
  return choice;
}

}  // namespace netdyno::app
