// tests/app/shell/ui_fixture.h
// SPDX-License-Identifier: MIT
//
// Dear ImGui without window and renderer: a test plays keyboard and mouse by hand.

#pragma once

#include <gtest/gtest.h>
#include <imgui.h>

#include "app/shell/ui_context.h"

namespace netdyno::app {

class UiFixture : public testing::Test {
 protected:
  UiFixture() {
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = {1280, 720};
    io.DeltaTime = 1.0f / 60;
    for (int key = 0; key < ImGuiKey_COUNT; ++key) io.KeyMap[key] = 256 + key;
    io.KeyMap[ImGuiKey_Space] = ' ';  // as GLFW's codes
  }

  static int code(ImGuiKey key) { return ImGui::GetIO().KeyMap[key]; }
  static void set_key(int code, bool is_down) { ImGui::GetIO().KeysDown[code] = is_down; }

  UiContext context_;
};

}  // namespace netdyno::app
