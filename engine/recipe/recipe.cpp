// SPDX-License-Identifier: MIT
#include "engine/recipe/recipe.h"

#include <fmt/core.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <nlohmann/json.hpp>

#include "engine/core/error.h"
#include "engine/core/file_errors.h"
#include "engine/recipe/moved_data.h"
#include "engine/recipe/recipe_document.h"

namespace netdyno {

namespace {

namespace fs = std::filesystem;

// A little more than a recipe may have, so that parsing refuses a larger file by its size.
constexpr std::size_t kMostReadBytes = (std::size_t{4} << 20) + 1;

std::string read_text(const std::filesystem::path& file) {
  std::error_code ignored;
  if (std::filesystem::is_directory(file, ignored)) throw RecipeError("", "is a folder");
  // What a shell puts there has a writer: /dev/stdin, /dev/fd/63.
  const std::string name = file.string();
  const bool is_of_shell = name.starts_with("/dev/") || name.starts_with("/proc/");
  if (std::filesystem::is_fifo(file, ignored) && !is_of_shell)
    throw RecipeError("", "is a FIFO, which may wait for ever", "Name a file");
  errno = 0;
  std::ifstream stream(file, std::ios::binary);
  std::string text(kMostReadBytes, '\0');
  stream.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (!stream.is_open() || stream.bad())
    throw RecipeError("", fmt::format("cannot be read, {}", std::strerror(errno)),
                      reading_hint(errno));
  text.resize(static_cast<std::size_t>(stream.gcount()));
  return text;
}

// The text at data.path; null: there is none, or something else.
std::string* data_path(Json& document) {
  if (!document.is_object() || !document.contains("data")) return nullptr;
  Json& data = document["data"];
  if (!data.is_object() || !data.contains("path") || !data["path"].is_string()) return nullptr;
  auto& path = data["path"].get_ref<std::string&>();
  return path.empty() ? nullptr : &path;
}

// A relative data.path is one from `folder`, or where nothing lies there from the current one.
// Absolute, a run finds its data from anywhere.
void place_data(Json& document, const fs::path& folder) {
  std::string* const written = data_path(document);
  if (!written || fs::path(*written).is_absolute()) return;
  std::error_code ignored;
  const bool is_here = !fs::exists(folder / *written, ignored) && fs::exists(*written, ignored);
  if (const auto path = recipe_path(is_here ? fs::path(*written) : folder / *written))
    *written = *path;
}

// An absolute one, as a run wrote it, may have been moved with the run.
void follow_data(Json& document, const fs::path& folder) {
  std::string* const written = data_path(document);
  if (!written || !fs::path(*written).is_absolute()) return;
  const auto moved = moved_data(*written, folder);
  if (const auto path = moved ? recipe_path(*moved) : std::nullopt) *written = *path;
}

}  // namespace

Recipe parse_recipe(std::string_view text) {
  return recipe_from_json(parse_document(text));
}

Recipe read_recipe(const std::filesystem::path& file, const std::vector<std::string>& overrides) {
  try {
    Json document = parse_document(read_text(file));
    const fs::path folder = fs::absolute(file).parent_path();
    follow_data(document, folder);
    place_data(document, folder);
    for (const std::string& assignment : overrides) apply_override(document, assignment);
    place_data(document, fs::current_path());  // what the command line says
    return recipe_from_json(document);
  } catch (const RecipeError& error) {
    const std::string path =
        error.path().empty() ? file.string() : fmt::format("{}: {}", file.string(), error.path());
    throw RecipeError(path, error.problem(), error.hint());
  }
}

}  // namespace netdyno
