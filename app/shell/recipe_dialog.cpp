// SPDX-License-Identifier: MIT
#include "app/shell/recipe_dialog.h"

#include <imgui.h>

#include <filesystem>

#include "app/shell/dialog.h"
#include "app/shell/embedded_assets.h"
#include "engine/core/error.h"

namespace netdyno::app {
namespace {

constexpr std::string_view kFolder = "recipes/";
constexpr float kShippedWidth = 240;  // of their list, at scale 1
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
  file_.open(file_.has_path() ? file_.path().string() : std::string());
}

std::optional<NamedRecipe> RecipeDialog::try_open(const std::string& shipped) {
  try {
    return shipped.empty() ? recipe_file(file_.path().string()) : shipped_recipe(shipped);
  } catch (const Error& error) {
    error_ = error.message();
  }
  return std::nullopt;
}

std::string RecipeDialog::draw_shipped(float height_px, const Theme& theme) const {
  std::string chosen;
  ImGui::TextUnformatted("Shipped recipes");
  ImGui::BeginChild("##shipped", {kShippedWidth * theme.scale, height_px}, true);
  for (const EmbeddedAsset& asset : embedded_assets(kFolder)) {
    const std::string name = shipped_name(asset);
    if (ImGui::Selectable(name.c_str(), false, ImGuiSelectableFlags_DontClosePopups)) chosen = name;
  }
  ImGui::EndChild();
  return chosen;
}

std::optional<NamedRecipe> RecipeDialog::draw(const Theme& theme) {
  const float width = kFileDialogWidth + kShippedWidth;
  if (!begin_dialog("Open recipe", opens_, width * theme.scale)) return std::nullopt;
  const float list_px = kFileListHeight * theme.scale;
  ImGui::BeginGroup();
  const std::string shipped = draw_shipped(
      list_px + ImGui::GetFrameHeightWithSpacing() + ImGui::GetTextLineHeightWithSpacing(), theme);
  ImGui::EndGroup();
  ImGui::SameLine();
  ImGui::BeginGroup();
  const bool enter = file_.draw("Recipe file (JSON)", list_px, theme);
  ImGui::EndGroup();
  draw_dialog_error(error_, theme);
  ImGui::TextDisabled("The run so far is replaced");
  const DialogButton button = draw_dialog_buttons("Open", file_.has_path(), enter, theme);
  std::optional<NamedRecipe> recipe;
  if (!shipped.empty() || button == DialogButton::Accept) recipe = try_open(shipped);
  if (recipe || button == DialogButton::Cancel) ImGui::CloseCurrentPopup();
  end_dialog();
  return recipe;
}

}  // namespace netdyno::app
