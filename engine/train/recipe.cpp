// SPDX-License-Identifier: MIT
#include "engine/train/recipe.h"

#include <fmt/core.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <nlohmann/json.hpp>

#include "engine/core/error.h"
#include "engine/train/recipe_document.h"

namespace netdyno {

namespace {

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
    throw RecipeError("", fmt::format("cannot be read, {}", std::strerror(errno)));
  text.resize(static_cast<std::size_t>(stream.gcount()));
  return text;
}

}  // namespace

Recipe parse_recipe(std::string_view text) {
  return recipe_from_json(parse_document(text));
}

Recipe read_recipe(const std::filesystem::path& file, const std::vector<std::string>& overrides) {
  try {
    Json document = parse_document(read_text(file));
    for (const std::string& assignment : overrides) apply_override(document, assignment);
    return recipe_from_json(document);
  } catch (const RecipeError& error) {
    const std::string path =
        error.path().empty() ? file.string() : fmt::format("{}: {}", file.string(), error.path());
    throw RecipeError(path, error.problem(), error.hint());
  }
}

}  // namespace netdyno
