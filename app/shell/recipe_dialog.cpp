// SPDX-License-Identifier: MIT
#include "app/shell/recipe_dialog.h"

#include <imgui.h>
#include <imgui_stdlib.h>

#include <filesystem>

#include "app/shell/dialog.h"
#include "app/shell/embedded_assets.h"
#include "engine/core/error.h"

namespace netdyno::app {
namespace {

constexpr std::string_view kFolder = "recipes/";
constexpr std::string_view kExtension = ".json";

std::string shipped_name(const EmbeddedAsset& asset) {
  return std::string(
      asset.name.substr(kFolder.size(), asset.name.size() - kFolder.size() - kExtension.size()));
}

}  // namespace

std::vector<std::string> shipped_recipes() {
  std::vector<std::string> names;
  for (const EmbeddedAsset& asset : embedded_assets(kFolder)) names.push_back(shipped_name(asset));
  return names;
}

NamedRecipe shipped_recipe(const std::string& name) {
  const auto asset = find_embedded_asset(std::string(kFolder) + name + std::string(kExtension));
  if (asset) return {name, parse_recipe(asset->bytes), {}};
  std::string known;
  for (const EmbeddedAsset& each : embedded_assets(kFolder))
    known += (known.empty() ? "" : ", ") + shipped_name(each);
  throw Error("No recipe named " + name + " ships with the app", "There are: " + known);
}

NamedRecipe recipe_file(const std::string& path) {
  return {std::filesystem::path(path).stem().string(), read_recipe(path), path};
}

void RecipeDialog::open() {
  opens_ = true;
  error_.clear();
}

std::optional<NamedRecipe> RecipeDialog::try_open(const std::string& shipped) {
  try {
    return shipped.empty() ? recipe_file(path_) : shipped_recipe(shipped);
  } catch (const Error& error) {
    error_ = error.message();
  }
  return std::nullopt;
}

std::string RecipeDialog::draw_shipped() const {
  std::string chosen;
  ImGui::TextUnformatted("Shipped recipes");
  for (const EmbeddedAsset& asset : embedded_assets(kFolder)) {
    const std::string name = shipped_name(asset);
    if (ImGui::Selectable(name.c_str(), false, ImGuiSelectableFlags_DontClosePopups)) chosen = name;
  }
  return chosen;
}

std::optional<NamedRecipe> RecipeDialog::draw(const Theme& theme) {
  if (!begin_dialog("Open recipe", opens_, 520 * theme.scale)) return std::nullopt;
  const std::string shipped = draw_shipped();
  ImGui::Dummy({0, theme.gap_px});
  ImGui::TextUnformatted("Recipe file (JSON)");
  if (ImGui::IsWindowAppearing()) ImGui::SetKeyboardFocusHere();
  ImGui::SetNextItemWidth(-1);
  const bool enter =
      ImGui::InputTextWithHint("##path", "path", &path_, ImGuiInputTextFlags_EnterReturnsTrue);
  draw_dialog_error(error_, theme);
  ImGui::TextDisabled("The run so far is replaced");
  const DialogButton button = draw_dialog_buttons("Open", !path_.empty(), enter, theme);
  std::optional<NamedRecipe> recipe;
  if (!shipped.empty() || button == DialogButton::Accept) recipe = try_open(shipped);
  if (recipe || button == DialogButton::Cancel) ImGui::CloseCurrentPopup();
  end_dialog();
  return recipe;
}

}  // namespace netdyno::app
