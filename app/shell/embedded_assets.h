// app/shell/embedded_assets.h
// SPDX-License-Identifier: MIT
//
// Files that the build put into the executable: fonts of Debian's packages, and the recipes of
// assets/recipes. The list is in app/CMakeLists.txt.

#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace netdyno::app {

struct EmbeddedAsset {
  std::string_view name;   // "fonts/Inter-Regular.otf", "recipes/lenet-fashion.json"
  std::string_view bytes;  // lives as long as the program
};

std::optional<EmbeddedAsset> find_embedded_asset(std::string_view name);

// Those whose name begins with `prefix`, by name.
std::vector<EmbeddedAsset> embedded_assets(std::string_view prefix);

}  // namespace netdyno::app
