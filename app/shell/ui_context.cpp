// SPDX-License-Identifier: MIT
#include "app/shell/ui_context.h"

#include "app/shell/fonts.h"
#include "app/shell/style.h"

namespace netdyno::app {

UiContext::UiContext() {
  IMGUI_CHECKVERSION();
  context_ = ImGui::CreateContext();
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;  // the workspace keeps the layout
  io.LogFilename = nullptr;
  io.ConfigWindowsMoveFromTitleBarOnly = true;
}

UiContext::~UiContext() {
  ImGui::DestroyContext(context_);
}

void apply_theme_and_fonts(const Theme& theme) {
  apply_theme(theme, ImGui::GetStyle());
  build_fonts(theme, *ImGui::GetIO().Fonts);
}

}  // namespace netdyno::app
