// engine/data/registry_lookup.h
// SPDX-License-Identifier: MIT
//
// Finds a row of a registry by the name that a recipe gives.
//
//   Errors   RecipeError at `path` with the nearest known name, or all of them when none is near

#pragma once

#include <span>
#include <string>
#include <vector>

namespace netdyno {

[[noreturn]] void fail_unknown_name(const std::string& path, const std::string& name,
                                    const std::vector<std::string>& known);

template <typename Row>
const Row& find_row(std::span<const Row> rows, const std::string& name, const std::string& path) {
  for (const Row& row : rows)
    if (row.name == name) return row;
  std::vector<std::string> known;
  for (const Row& row : rows) known.push_back(row.name);
  fail_unknown_name(path, name, known);
}

}  // namespace netdyno
