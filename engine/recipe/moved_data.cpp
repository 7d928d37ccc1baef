// SPDX-License-Identifier: MIT
#include "engine/recipe/moved_data.h"

#include <system_error>

#include "engine/core/printable.h"

namespace netdyno {

namespace {

namespace fs = std::filesystem;

constexpr int kLevels = 4;

fs::path without_first(const fs::path& path) {
  fs::path rest;
  for (auto part = path.begin(); part != path.end(); ++part)
    if (part != path.begin()) rest /= *part;
  return rest;
}

}  // namespace

std::optional<fs::path> moved_data(const fs::path& path, const fs::path& folder) {
  std::error_code ignored;
  if (path.empty() || fs::exists(path, ignored)) return std::nullopt;
  const fs::path from = fs::absolute(folder).lexically_normal();
  for (fs::path end = path.relative_path(); !end.empty(); end = without_first(end)) {
    fs::path place = from;
    // What lies farther up, or in the root, was not moved with the run.
    for (int level = 0; level < kLevels && place != place.root_path(); ++level) {
      if (fs::exists(place / end, ignored)) return (place / end).lexically_normal();
      place = place.parent_path();
    }
  }
  return std::nullopt;
}

std::optional<std::string> recipe_path(const fs::path& path) {
  const fs::path absolute = fs::absolute(path).lexically_normal();
  for (const fs::path& form : {absolute, absolute.lexically_proximate(fs::current_path())})
    if (is_utf8(form.string())) return form.string();
  return std::nullopt;
}

bool follow_moved_data(Recipe& recipe, const fs::path& folder) {
  DataSourceSpec& source = recipe.data.source;
  if (!source.options.has("path")) return false;
  const auto found = moved_data(source.options.text("path"), folder);
  const auto path = found ? recipe_path(*found) : std::nullopt;
  if (!path) return false;
  source.options.set(data_source(source.source).fields, "path", *path);
  return true;
}

}  // namespace netdyno
