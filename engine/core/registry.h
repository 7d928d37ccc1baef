// engine/core/registry.h
// SPDX-License-Identifier: MIT
//
// What every registry needs, a table whose rows have a `name`: the row for a name that a recipe
// gives, and its options.

#pragma once

#include <algorithm>
#include <span>
#include <string>
#include <vector>

#include "engine/core/error.h"
#include "engine/core/options.h"

namespace netdyno {

// The row called `name`. `path` is the recipe's key and `noun` says what the rows are.
// Errors   RecipeError at `path` with the nearest known name, or all of them
template <typename Row>
const Row& find_row(std::span<const Row> rows, const std::string& name, const std::string& path,
                    const std::string& noun) {
  const auto found = std::ranges::find(rows, name, &Row::name);
  if (found != rows.end()) return *found;
  std::vector<std::string> known;
  for (const Row& row : rows) known.push_back(row.name);
  std::string hint = "Known ones are";
  for (const std::string& word : known) hint += (word == known.front() ? " " : ", ") + word;
  const std::string near = nearest_word(name, known);
  if (!near.empty()) hint = "Did you mean \"" + near + "\"?";
  throw RecipeError(path, "unknown " + noun + " \"" + name + "\"", hint);
}

// Every field of `fields`: as `given` says, else its default.
// Errors   RecipeError for an unknown key, a wrong type, a value out of range, a missing one
inline Options complete_options(std::span<const OptionField> fields, const Options& given) {
  Options options(fields);
  for (const auto& [key, value] : given.values()) options.set(fields, key, value);
  options.require_all(fields);
  return options;
}

}  // namespace netdyno
