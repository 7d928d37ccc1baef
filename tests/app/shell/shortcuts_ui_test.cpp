// SPDX-License-Identifier: MIT
#include "app/shell/shortcuts.h"

#include <gmock/gmock.h>

#include <set>

#include "app/shell/fonts.h"
#include "app/shell/theme.h"
#include "tests/app/shell/ui_fixture.h"

namespace netdyno::app {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class ShortcutsTest : public UiFixture {
 protected:
  ShortcutsTest() { apply_theme_and_fonts(Theme::dark(1)); }

  // What one frame with these keys held down means.
  std::vector<Intent> press(std::vector<int> keys, bool ctrl = false, bool shift = false,
                            bool is_blocked = false) {
    ImGuiIO& io = ImGui::GetIO();
    for (const int key : keys) set_key(key, true);
    io.KeyCtrl = ctrl;
    io.KeyShift = shift;
    ImGui::NewFrame();
    std::vector<Intent> intents = pressed_intents(io, is_blocked);
    ImGui::Render();
    for (const int key : keys) set_key(key, false);
    io.KeyCtrl = io.KeyShift = false;
    ImGui::NewFrame();
    ImGui::Render();
    return intents;
  }

  std::vector<Intent> type(ImWchar character, bool is_typing_text = false) {
    ImGuiIO& io = ImGui::GetIO();
    ImGui::NewFrame();
    io.AddInputCharacter(character);
    io.WantTextInput = is_typing_text;
    std::vector<Intent> intents = pressed_intents(io, false);
    ImGui::Render();
    return intents;
  }
};

TEST_F(ShortcutsTest, EachKeyMeansWhatTheSheetSays) {
  EXPECT_THAT(press({' '}), ElementsAre(Intent::TogglePlay));
  EXPECT_THAT(press({'T'}), ElementsAre(Intent::TogglePlay));
  EXPECT_THAT(press({code(ImGuiKey_RightArrow)}), ElementsAre(Intent::StepOnce));
  EXPECT_THAT(press({code(ImGuiKey_RightArrow)}, false, true), ElementsAre(Intent::StepEpoch));
  EXPECT_THAT(press({'R'}), ElementsAre(Intent::RestartSameWeights));
  EXPECT_THAT(press({'R'}, false, true), ElementsAre(Intent::RestartNewSeed));
  EXPECT_THAT(press({'Q'}, true), ElementsAre(Intent::Quit));
  EXPECT_THAT(press({'O'}, true), ElementsAre(Intent::OpenRecipe));
  EXPECT_THAT(press({'O'}, false, true), ElementsAre(Intent::OverfitFew));
  EXPECT_THAT(press({'P'}, true), ElementsAre(Intent::SaveScreenshot));
  EXPECT_THAT(press({'='}, true), ElementsAre(Intent::LargerText));
  EXPECT_THAT(press({'='}, true, true), ElementsAre(Intent::LargerText));
  EXPECT_THAT(press({'-'}, true), ElementsAre(Intent::SmallerText));
  EXPECT_THAT(press({'0'}, true), ElementsAre(Intent::DefaultText));
  EXPECT_THAT(press({'H'}), ElementsAre(Intent::ShowShortcuts));
  EXPECT_THAT(type('?'), ElementsAre(Intent::ShowShortcuts));
  EXPECT_THAT(type('.'), ElementsAre(Intent::StepOnce));
}

TEST_F(ShortcutsTest, ModifiersMustMatch) {
  EXPECT_THAT(press({'Q'}), IsEmpty());
  EXPECT_THAT(press({'R'}, true), IsEmpty());
  EXPECT_THAT(press({' '}, false, true), IsEmpty());
}

TEST_F(ShortcutsTest, TypingATextIsNoShortcut) {
  EXPECT_THAT(type('.', true), IsEmpty());
}

TEST_F(ShortcutsTest, ADialogLeavesOnlyThoseWithCtrl) {
  EXPECT_THAT(press({' '}, false, false, true), IsEmpty());
  EXPECT_THAT(press({'Q'}, true, false, true), ElementsAre(Intent::Quit));
}

TEST_F(ShortcutsTest, AHeldSpaceTogglesOnce) {
  ImGuiIO& io = ImGui::GetIO();
  set_key(' ', true);
  int toggles = 0;
  for (int frame = 0; frame < 120; ++frame) {
    ImGui::NewFrame();
    toggles += static_cast<int>(pressed_intents(io, false).size());
    ImGui::Render();
  }
  EXPECT_EQ(toggles, 1);
}

TEST(ShortcutTable, HasARowForEveryIntentAndNoTwoWithTheSameKeys) {
  std::set<Intent> intents;
  std::set<std::string_view> keys;
  for (const Shortcut& row : shortcuts()) {
    EXPECT_TRUE(intents.insert(row.intent).second) << row.doc;
    EXPECT_FALSE(row.doc.empty());
    EXPECT_EQ(row.keys.empty(), row.chords.empty()) << row.doc;
    if (!row.keys.empty()) {
      EXPECT_TRUE(keys.insert(row.keys).second) << row.keys;
    }
  }
  EXPECT_EQ(intents.size(), static_cast<std::size_t>(Intent::Quit) + 1);
}

class FontsTest : public UiFixture {};

TEST_F(FontsTest, HaveEveryCharacterThatTheAppShows) {
  apply_theme_and_fonts(Theme::dark(1));
  for (const FontRole role : {FontRole::Text, FontRole::Strong, FontRole::Small, FontRole::Large})
    for (const int character : {0x3b7,  0x3bb,  0x3bc, 0x3c3,  0x2207, 0x2202, 0x3a3,  0x2192,
                                0x2190, 0xd7,   0xb1,  0x2264, 0x2265, 0x221e, 0x221a, 0x2026,
                                0x2013, 0x2212, 0xbd,  0x2082, 0x2299, 0x2208, 0x25b6})
      EXPECT_NE(font(role)->FindGlyphNoFallback(static_cast<ImWchar>(character)), nullptr)
          << "U+" << std::hex << character << " in font " << static_cast<int>(role);
}

TEST_F(FontsTest, AreBakedAtThePixelSizesOfTheScale) {
  for (const float scale : {1.0f, 1.25f, 2.0f}) {
    const Theme theme = Theme::dark(scale);
    apply_theme_and_fonts(theme);
    EXPECT_EQ(font(FontRole::Text)->FontSize, theme.font_px);
    EXPECT_EQ(font(FontRole::Small)->FontSize, theme.small_font_px);
    EXPECT_EQ(font(FontRole::Large)->FontSize, theme.large_font_px);
    EXPECT_EQ(ImGui::GetIO().FontGlobalScale, 1);
  }
}

}  // namespace
}  // namespace netdyno::app
