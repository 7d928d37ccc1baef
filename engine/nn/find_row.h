// engine/nn/find_row.h
// SPDX-License-Identifier: MIT
//
// Looks a name up in a registry's table.

#pragma once

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <span>
#include <string>
#include <vector>

#include "engine/core/error.h"
#include "engine/core/options.h"

namespace netdyno {

// Errors   RecipeError at `path` that suggests the nearest name, or lists all
template <typename Row>
const Row& find_row(std::span<const Row> rows, const std::string& name, const std::string& path,
                    const std::string& noun) {
  const auto found = std::ranges::find(rows, name, &Row::name);
  if (found != rows.end()) return *found;
  std::vector<std::string> known;
  for (const Row& row : rows) known.push_back(row.name);
  const std::string near = nearest_word(name, known);
  throw RecipeError(path, fmt::format("unknown {} \"{}\"", noun, name),
                    near.empty() ? fmt::format("Known are {}", fmt::join(known, ", "))
                                 : fmt::format("Did you mean \"{}\"?", near));
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
