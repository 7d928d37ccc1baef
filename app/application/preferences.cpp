// SPDX-License-Identifier: MIT
#include "app/application/preferences.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "app/shell/theme.h"
#include "engine/formats/atomic_file.h"
#include "engine/recipe/recipe.h"

namespace netdyno::app {
namespace {

constexpr std::size_t kMostRecent = 10;
constexpr int kDeepest = 16;  // levels of a layout that a file may have

Json to_json(const LayoutNode& node) {
  Json json = {{"share", node.share}};
  if (node.fixed > 0) json["fixed"] = node.fixed;
  if (node.is_bar) json["bar"] = true;
  if (node.children.empty()) {
    json["panels"] = node.panels;
    if (!node.front.empty()) json["front"] = node.front;
    return json;
  }
  json["direction"] = node.direction == Direction::Row ? "row" : "column";
  for (const LayoutNode& child : node.children) json["children"].push_back(to_json(child));
  return json;
}

float positive(const Json& json, const char* key, float otherwise) {
  const float value = json.value(key, otherwise);
  return value > 0 && value < 1e5f ? value : otherwise;
}

LayoutNode layout_from_json(const Json& json, int depth) {
  LayoutNode node;
  node.share = positive(json, "share", 1);
  node.fixed = positive(json, "fixed", 0);
  node.is_bar = json.value("bar", false);
  node.front = json.value("front", std::string());
  if (json.contains("panels")) node.panels = json["panels"].get<std::vector<std::string>>();
  node.direction = json.value("direction", "row") == "row" ? Direction::Row : Direction::Column;
  if (json.contains("children") && depth < kDeepest)
    for (const Json& child : json["children"])
      node.children.push_back(layout_from_json(child, depth + 1));
  return node;
}

std::optional<std::filesystem::path> folder_in(const char* variable, const char* below) {
  const char* value = std::getenv(variable);
  if (!value || !*value) return std::nullopt;
  return std::filesystem::path(value) / below;
}

}  // namespace

std::optional<std::filesystem::path> preferences_file() {
  std::optional<std::filesystem::path> folder = folder_in("XDG_CONFIG_HOME", "netdyno");
  if (!folder) folder = folder_in("HOME", ".config/netdyno");
  return folder ? std::optional(*folder / "workspace.json") : std::nullopt;
}

std::string to_text(const Preferences& preferences) {
  Json json = {{"text_scale", preferences.text_scale},
               {"run_color", preferences.run_color},
               {"hidden", preferences.hidden},
               {"recent", preferences.recent}};
  if (preferences.is_dark) json["theme"] = *preferences.is_dark ? "dark" : "light";
  if (preferences.layout) json["layout"] = to_json(*preferences.layout);
  // A file name need not be UTF-8.
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

Preferences parse_preferences(const std::string& text) {
  Preferences preferences;
  try {
    const Json json = Json::parse(text);
    if (json.contains("theme")) preferences.is_dark = json["theme"] != "light";
    preferences.text_scale = std::clamp(positive(json, "text_scale", 1), 0.7f, 2.0f);
    preferences.run_color = json.value("run_color", std::size_t{0});
    if (preferences.run_color >= Theme().series.size()) preferences.run_color = 0;
    preferences.recent = json.value("recent", std::vector<std::string>());
    preferences.recent.resize(std::min(preferences.recent.size(), kMostRecent));
    preferences.hidden = json.value("hidden", std::vector<std::string>());
    if (json.contains("layout")) preferences.layout = layout_from_json(json["layout"], 0);
  } catch (const Json::exception&) {
    // What was read before the damage holds.
  }
  return preferences;
}

Preferences read_preferences(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  return stream ? parse_preferences(text.str()) : Preferences();
}

void write_preferences(const std::filesystem::path& file, const Preferences& preferences) {
  std::error_code ignored;  // writing will tell
  std::filesystem::create_directories(file.parent_path(), ignored);
  write_file_atomically(file, to_text(preferences));
}

void add_recent(std::vector<std::string>& recent, const std::filesystem::path& file) {
  std::error_code ignored;
  std::filesystem::path whole = std::filesystem::absolute(file, ignored);
  const std::string name = (whole.empty() ? file : whole.lexically_normal()).string();
  std::erase(recent, name);
  recent.insert(recent.begin(), name);
  if (recent.size() > kMostRecent) recent.resize(kMostRecent);
}

}  // namespace netdyno::app
