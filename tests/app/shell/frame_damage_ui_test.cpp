// SPDX-License-Identifier: MIT
#include "app/shell/frame_damage.h"

#include <gmock/gmock.h>

#include "app/shell/theme.h"
#include "tests/app/shell/ui_fixture.h"

namespace netdyno::app {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class FrameDamageTest : public UiFixture {
 protected:
  FrameDamageTest() { apply_theme_and_fonts(Theme::dark(1)); }

  // A window with a text at the top and another window with a square that has a colour.
  std::vector<PixelRect> frame(const char* text, ImU32 color, bool has_third = false) {
    ImGui::NewFrame();
    window("first", {10, 10});
    ImGui::TextUnformatted(text);
    ImGui::End();
    window("second", {600, 400});
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    ImGui::PushClipRect(corner, {corner.x + 20, corner.y + 20}, true);
    ImGui::GetWindowDrawList()->AddRectFilled(corner, {corner.x + 20, corner.y + 20}, color);
    ImGui::PopClipRect();
    ImGui::End();
    if (has_third) {
      window("third", {900, 100});
      ImGui::End();
    }
    ImGui::Render();
    return damage_.update(*ImGui::GetDrawData());
  }

  static void window(const char* name, ImVec2 corner) {
    ImGui::SetNextWindowPos(corner);
    ImGui::SetNextWindowSize({200, 100});
    ImGui::Begin(name, nullptr, ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoSavedSettings);
  }

  void settle() {
    for (int i = 0; i < 3; ++i) frame("one", IM_COL32_WHITE);
  }

  FrameDamage damage_;
};

TEST_F(FrameDamageTest, IsTheWholeScreenAtFirstAndAfterForgetting) {
  const PixelRect screen{0, 0, 1280, 720};
  EXPECT_THAT(frame("one", IM_COL32_WHITE), ElementsAre(screen));
  settle();
  damage_.forget();
  EXPECT_THAT(frame("one", IM_COL32_WHITE), ElementsAre(screen));
  ImGui::GetIO().DisplaySize = {1000, 720};
  EXPECT_THAT(frame("one", IM_COL32_WHITE), ElementsAre(PixelRect{0, 0, 1000, 720}));
}

TEST_F(FrameDamageTest, OfTheSameFrameIsNone) {
  settle();
  EXPECT_THAT(frame("one", IM_COL32_WHITE), IsEmpty());
}

TEST_F(FrameDamageTest, IsWhereAColourChanged) {
  settle();
  const auto rects = frame("one", IM_COL32_BLACK);
  ASSERT_EQ(rects.size(), 1u);
  EXPECT_GE(rects[0].left, 600);
  EXPECT_LE(rects[0].right - rects[0].left, 24);
  EXPECT_LE(rects[0].bottom - rects[0].top, 24);
}

TEST_F(FrameDamageTest, OfALongerTextIsThatWindowAlone) {
  settle();
  const auto rects = frame("one more word", IM_COL32_WHITE);
  ASSERT_EQ(rects.size(), 1u);
  EXPECT_GE(rects[0].left, 9);
  EXPECT_LE(rects[0].right, 211);
  EXPECT_LE(rects[0].bottom, 111);
}

TEST_F(FrameDamageTest, CoversWhatAppearsAndWhatGoes) {
  settle();
  const PixelRect third{900, 100, 1100, 200};
  const auto covers_third = [&](const std::vector<PixelRect>& rects) {
    return std::ranges::any_of(rects, [&](const PixelRect& rect) {
      return rect.left <= third.left && rect.top <= third.top && rect.right >= third.right &&
             rect.bottom >= third.bottom;
    });
  };
  // A new window may be laid out unseen first.
  const auto first = frame("one", IM_COL32_WHITE, true);
  const auto second = frame("one", IM_COL32_WHITE, true);
  EXPECT_TRUE(covers_third(first) || covers_third(second));
  EXPECT_TRUE(covers_third(frame("one", IM_COL32_WHITE)));
}

TEST(Merged, JoinsWhatTouchesAndGivesUpWhenItIsMost) {
  const PixelRect screen{0, 0, 1000, 1000};
  const PixelRect a{0, 0, 100, 100}, b{50, 50, 200, 200}, c{500, 500, 600, 600};
  EXPECT_THAT(merged(std::vector{a, b, c}, screen), ElementsAre(PixelRect{0, 0, 200, 200}, c));
  EXPECT_THAT(merged(std::vector{PixelRect{0, 0, 900, 900}}, screen), ElementsAre(screen));
  EXPECT_THAT(merged(std::vector{PixelRect{5, 5, 5, 9}}, screen), IsEmpty());
}

TEST_F(FrameDamageTest, ClippedCommandsKeepOnlyWhatFallsInside) {
  settle();
  ImDrawData& data = *ImGui::GetDrawData();
  for (int n = 0; n < data.CmdListsCount; ++n) {
    ImDrawList& list = *data.CmdLists[n];
    const int before = list.CmdBuffer.Size;
    {
      const ClippedCommands clipped(list, {600, 400, 610, 410});
      for (const ImDrawCmd& command : list.CmdBuffer) {
        EXPECT_GE(command.ClipRect.x, 600);
        EXPECT_LE(command.ClipRect.w, 410);
      }
    }
    EXPECT_EQ(list.CmdBuffer.Size, before);
  }
}

}  // namespace
}  // namespace netdyno::app
