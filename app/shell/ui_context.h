// app/shell/ui_context.h
// SPDX-License-Identifier: MIT
//
// The lifetime of Dear ImGui, and the theme's way into it. A renderer's own set-up and tear-down
// lie within this object's life.

#pragma once

#include <imgui.h>

#include "app/shell/theme.h"

namespace netdyno::app {

class UiContext {
 public:
  UiContext();
  ~UiContext();
  UiContext(const UiContext&) = delete;
  UiContext& operator=(const UiContext&) = delete;

 private:
  ImGuiContext* context_;
};

// Style and fonts of the current context become the theme's. The renderer must then upload the
// atlas's new texture. Between frames only.
void apply_theme_and_fonts(const Theme& theme);

}  // namespace netdyno::app
