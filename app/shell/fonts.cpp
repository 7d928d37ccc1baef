// SPDX-License-Identifier: MIT
#include "app/shell/fonts.h"

#include <string_view>

#include "app/shell/embedded_assets.h"
#include "engine/core/error.h"

namespace netdyno::app {
namespace {

constexpr int kFontRoles = 4;

// Latin with Greek, and the blocks where mathematics and the app's pictograms live.
constexpr ImWchar kTextRanges[] = {0x0020, 0x017f, 0x0370, 0x03ff, 0x2010, 0x2027,
                                   0x2030, 0x203a, 0x2070, 0x209f, 0x2100, 0x214f,
                                   0x2190, 0x21ff, 0x2200, 0x22ff, 0};
constexpr ImWchar kSymbolRanges[] = {0x0370, 0x03ff, 0x2010, 0x2027, 0x2070, 0x209f, 0x2100, 0x214f,
                                     0x2190, 0x21ff, 0x2200, 0x22ff, 0x23e9, 0x23fa, 0x25a0, 0x25ff,
                                     0x26a0, 0x26a1, 0x2713, 0x2718, 0x2758, 0x275a, 0};

void add_face(ImFontAtlas& atlas, std::string_view name, float size_px, const ImWchar* ranges,
              bool merge) {
  const std::optional<EmbeddedAsset> asset = find_embedded_asset(name);
  DYNO_CHECK(asset.has_value(), std::string(name) + " is not embedded");
  ImFontConfig config;
  config.FontDataOwnedByAtlas = false;  // lives in the executable; the atlas only reads it
  config.MergeMode = merge;
  config.OversampleH = 2;
  config.OversampleV = 1;
  config.PixelSnapH = false;
  auto* bytes = const_cast<char*>(asset->bytes.data());
  atlas.AddFontFromMemoryTTF(bytes, static_cast<int>(asset->bytes.size()), size_px, &config,
                             ranges);
}

void add_font(ImFontAtlas& atlas, std::string_view face, float size_px) {
  add_face(atlas, face, size_px, kTextRanges, false);
  add_face(atlas, "fonts/DejaVuSans.ttf", size_px, kSymbolRanges, true);
}

}  // namespace

void build_fonts(const Theme& theme, ImFontAtlas& atlas) {
  constexpr std::string_view kRegular = "fonts/Inter-Regular.otf";
  constexpr std::string_view kSemiBold = "fonts/Inter-SemiBold.otf";
  atlas.Clear();
  atlas.Flags |= ImFontAtlasFlags_NoPowerOfTwoHeight;
  add_font(atlas, kRegular, theme.font_px);  // in FontRole's order
  add_font(atlas, kSemiBold, theme.font_px);
  add_font(atlas, kRegular, theme.small_font_px);
  add_font(atlas, kSemiBold, theme.large_font_px);
  atlas.Build();
  DYNO_CHECK(atlas.Fonts.Size == kFontRoles, "one font per role");
}

ImFont* font(FontRole role) {
  const ImVector<ImFont*>& fonts = ImGui::GetIO().Fonts->Fonts;
  return fonts.Size == kFontRoles ? fonts[static_cast<int>(role)] : ImGui::GetFont();
}

}  // namespace netdyno::app
