// SPDX-License-Identifier: MIT
#include "app/shell/keyboard_walk.h"

#include <gmock/gmock.h>
#include <imgui_internal.h>

#include <map>
#include <string>
#include <vector>

#include "tests/app/shell/ui_fixture.h"

namespace netdyno::app {
namespace {

using testing::ElementsAre;

// A window as a panel is one, with a control of each kind.
class KeyboardWalkTest : public UiFixture {
 protected:
  KeyboardWalkTest() {
    apply_theme_and_fonts(Theme::dark(1));
    frames(2);
    walk_.begin();
    frames(2);
  }

  void note(const char* name) { names_[ImGui::GetItemID()] = name; }

  void frames(int count) {
    for (int i = 0; i < count; ++i) {
      ImGui::NewFrame();
      walk_.begin_frame();
      escaped_ = escaped_ || walk_.escapes();
      draw();
      walk_.update(ImGui::GetIO());
      ImGui::Render();
    }
  }

  void draw() {
    ImGui::SetNextWindowSize({400, 400});
    ImGui::Begin("panel", nullptr, ImGuiWindowFlags_NoTitleBar);
    ImGui::Button("press");
    note("button");
    ImGui::BeginDisabled();
    ImGui::Button("disabled");
    note("disabled");
    ImGui::Checkbox("check", &is_checked_);
    note("disabled too");
    ImGui::EndDisabled();
    ImGui::SliderFloat("slide", &value_, 0, 1, "%.2f", ImGuiSliderFlags_NoInput);
    note("slider");
    if (ImGui::BeginCombo("choose", "one")) {
      ImGui::Selectable("one");
      ImGui::EndCombo();
    }
    note("list");
    ImGui::InputText("type", text_, sizeof text_);
    note("box");
    ImGui::BeginChild("inner", {200, 80});
    ImGui::Button("within");
    note("within");
    ImGui::EndChild();
    note("child");
    ImGui::End();
  }

  void tap(int key, bool shift = false) {
    ImGui::GetIO().KeyShift = shift;
    set_key(key, true);
    frames(1);
    set_key(key, false);
    ImGui::GetIO().KeyShift = false;
    frames(4);  // disabled controls are skipped one a frame
  }

  std::string here() const {
    const auto found = names_.find(ImGui::GetCurrentContext()->NavId);
    return found == names_.end() ? "nowhere" : found->second;
  }

  std::vector<std::string> walked(int steps, bool back = false) {
    std::vector<std::string> names;
    for (int i = 0; i < steps; ++i) {
      tap(code(ImGuiKey_Tab), back);
      names.push_back(here());
    }
    return names;
  }

  KeyboardWalk walk_;
  std::map<ImGuiID, std::string> names_;
  bool is_checked_ = false;
  float value_ = 0.5f;
  char text_[32] = "text";
  bool escaped_ = false;
};

TEST_F(KeyboardWalkTest, TabStopsAtEveryEnabledControlAndBeginsAnew) {
  EXPECT_THAT(walked(6), ElementsAre("slider", "list", "box", "child", "button", "slider"));
}

TEST_F(KeyboardWalkTest, ShiftTabGoesBack) {
  walked(3);
  EXPECT_THAT(walked(3, true), ElementsAre("list", "slider", "button"));
}

TEST_F(KeyboardWalkTest, EscapeClosesTheListBeforeItEndsTheWalk) {
  walked(2);
  tap(code(ImGuiKey_Space));
  ASSERT_TRUE(ImGui::IsPopupOpen(nullptr, ImGuiPopupFlags_AnyPopup));
  tap(code(ImGuiKey_Escape));
  EXPECT_FALSE(ImGui::IsPopupOpen(nullptr, ImGuiPopupFlags_AnyPopup));
  EXPECT_TRUE(walk_.has_keys());
  EXPECT_FALSE(escaped_);
  tap(code(ImGuiKey_Escape));
  EXPECT_FALSE(walk_.has_keys());
  EXPECT_TRUE(escaped_);
}

TEST_F(KeyboardWalkTest, EscapeEndsAnEditBeforeTheWalk) {
  walked(3);
  ASSERT_TRUE(ImGui::IsAnyItemActive()) << "Tab edits a text box";
  tap(code(ImGuiKey_Escape));
  EXPECT_FALSE(ImGui::IsAnyItemActive());
  EXPECT_TRUE(walk_.has_keys());
  tap(code(ImGuiKey_Escape));
  EXPECT_FALSE(walk_.has_keys());
}

TEST_F(KeyboardWalkTest, AClickOfTheMouseEndsIt) {
  ImGui::GetIO().MouseDown[0] = true;
  frames(1);
  EXPECT_FALSE(walk_.has_keys());
  ImGui::GetIO().MouseDown[0] = false;
  frames(1);
}

}  // namespace
}  // namespace netdyno::app
