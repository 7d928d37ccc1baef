// SPDX-License-Identifier: MIT
#include "app/shell/theme.h"

#include <gtest/gtest.h>

#include "app/shell/style.h"
#include "tests/app/shell/color_vision.h"

namespace netdyno::app {
namespace {

constexpr double kReadable = 4.5;  // WCAG 2.1, text
constexpr double kVisible = 3.0;   // WCAG 2.1, graphics

class ThemeTest : public testing::TestWithParam<bool> {
 protected:
  Theme theme_ = GetParam() ? Theme::dark(1) : Theme::light(1);
};

TEST(Contrast, IsWcags) {
  EXPECT_NEAR(contrast({0, 0, 0}, {1, 1, 1}), 21, 1e-6);
  EXPECT_NEAR(contrast({1, 1, 1}, {0, 0, 0}), 21, 1e-6);
  // #777777 on white, as WebAIM's checker has it.
  const float grey = 0x77 / 255.0f;
  EXPECT_NEAR(contrast({grey, grey, grey}, {1, 1, 1}), 4.48, 0.005);
}

TEST_P(ThemeTest, TextIsReadableOnEveryBackground) {
  for (const Color& text : {theme_.text, theme_.text_muted})
    for (const Color& background :
         {theme_.window, theme_.panel, theme_.frame, theme_.frame_hovered})
      EXPECT_GE(contrast(text, background), kReadable);
}

TEST_P(ThemeTest, MessagesAndAccentAreReadableOnPanels) {
  for (const Color& text : {theme_.accent, theme_.warning, theme_.error, theme_.good})
    for (const Color& background : {theme_.window, theme_.panel, theme_.frame})
      EXPECT_GE(contrast(text, background), kReadable);
  EXPECT_GE(contrast(theme_.text_on_accent, theme_.accent), kReadable);
}

TEST_P(ThemeTest, CurvesStandOutFromPanels) {
  for (const Color& line : {theme_.training, theme_.validation, theme_.marker})
    EXPECT_GE(contrast(line, theme_.panel), kVisible);
  for (const Color& line : theme_.series) EXPECT_GE(contrast(line, theme_.panel), kVisible);
  EXPECT_GE(contrast(theme_.positive, theme_.zero), kVisible);
  EXPECT_GE(contrast(theme_.negative, theme_.zero), kVisible);
}

// Curves that appear together must differ for everybody, and hues that mean something.
TEST_P(ThemeTest, PaletteIsToldApartWithColourBlindness) {
  constexpr double kApart = 15;  // CIE76 ΔE; 2.3 is just noticeable
  for (const Vision vision :
       {Vision::Usual, Vision::Deuteranopia, Vision::Protanopia, Vision::Tritanopia}) {
    const auto apart = [&](const Color& a, const Color& b) {
      return color_difference(seen_with(a, vision), seen_with(b, vision));
    };
    const int v = static_cast<int>(vision);
    EXPECT_GE(apart(theme_.training, theme_.validation), 2 * kApart) << v;
    EXPECT_GE(apart(theme_.positive, theme_.negative), 2 * kApart) << v;
    EXPECT_GE(apart(theme_.training, theme_.marker), kApart) << v;
    for (std::size_t i = 0; i < theme_.series.size(); ++i)
      for (std::size_t k = 0; k < i; ++k)
        EXPECT_GE(apart(theme_.series[i], theme_.series[k]), kApart)
            << "series " << k << " and " << i << ", vision " << v;
  }
}

TEST(SeenWith, ConfusesWhatTheColourBlindConfuse) {
  const Color red{0.8f, 0.2f, 0.1f}, green{0.35f, 0.5f, 0.1f};
  EXPECT_LT(color_difference(seen_with(red, Vision::Deuteranopia),
                             seen_with(green, Vision::Deuteranopia)),
            color_difference(red, green) / 2);
  const Color grey{0.5f, 0.5f, 0.5f};
  for (const Vision vision : {Vision::Deuteranopia, Vision::Protanopia, Vision::Tritanopia})
    EXPECT_LT(color_difference(seen_with(grey, vision), grey), 1.0);
}

TEST_P(ThemeTest, WidgetTextIsReadableInEveryState) {
  ImGuiStyle style;
  apply_theme(theme_, style);
  for (const ImGuiCol background :
       {ImGuiCol_WindowBg,      ImGuiCol_PopupBg,         ImGuiCol_MenuBarBg,
        ImGuiCol_FrameBg,       ImGuiCol_FrameBgHovered,  ImGuiCol_FrameBgActive,
        ImGuiCol_TitleBg,       ImGuiCol_TitleBgActive,   ImGuiCol_Button,
        ImGuiCol_ButtonHovered, ImGuiCol_ButtonActive,    ImGuiCol_Header,
        ImGuiCol_HeaderHovered, ImGuiCol_HeaderActive,    ImGuiCol_Tab,
        ImGuiCol_TabHovered,    ImGuiCol_TabActive,       ImGuiCol_TableHeaderBg,
        ImGuiCol_SliderGrab,    ImGuiCol_SliderGrabActive}) {
    const ImVec4 color = style.Colors[background];
    ASSERT_EQ(color.w, 1) << ImGui::GetStyleColorName(background) << " is not opaque";
    EXPECT_GE(contrast(theme_.text, {color.x, color.y, color.z}), kReadable)
        << ImGui::GetStyleColorName(background);
  }
}

TEST_P(ThemeTest, SelectedTextIsReadable) {
  ImGuiStyle style;
  apply_theme(theme_, style);
  const float alpha = style.Colors[ImGuiCol_TextSelectedBg].w;
  EXPECT_GE(contrast(theme_.text, mix(theme_.frame, theme_.accent, alpha)), kReadable);
}

TEST_P(ThemeTest, TextIsReadableOnBars) {
  for (const Color& bar : {theme_.good, theme_.axis, theme_.training, theme_.validation})
    EXPECT_GE(contrast(theme_.text, mix(theme_.panel, bar, kBarAlpha)), kReadable);
}

TEST_P(ThemeTest, EveryWidgetColorIsTheThemes) {
  const ImGuiStyle defaults;  // that apply_theme() starts from: none of its blues may remain
  ImGuiStyle style;
  apply_theme(theme_, style);
  for (int i = 0; i < ImGuiCol_COUNT; ++i) {
    const ImVec4& color = style.Colors[i];
    const ImVec4& preset = defaults.Colors[i];
    const bool is_preset =
        color.x == preset.x && color.y == preset.y && color.z == preset.z && color.w == preset.w;
    EXPECT_FALSE(is_preset) << ImGui::GetStyleColorName(i);
  }
}

INSTANTIATE_TEST_SUITE_P(Themes, ThemeTest, testing::Values(true, false),
                         [](const auto& each) { return each.param ? "Dark" : "Light"; });

TEST(ThemeScale, ScalesSizesToWholePixels) {
  const Theme theme = Theme::dark(1.5f);
  EXPECT_EQ(theme.font_px, 24);
  EXPECT_EQ(theme.small_font_px, 20);  // 19.5
  EXPECT_EQ(theme.line_px, 3);
  EXPECT_EQ(theme.scale, 1.5f);
}

}  // namespace
}  // namespace netdyno::app
