// app/view_models/human_names.h
// SPDX-License-Identifier: MIT
//
// What a person reads where a recipe has a key: "half_period" is "half period", "krahenbuhl" is
// "Krähenbühl". Keys that are words already stay as they are, so that recipes and lists agree.

#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace netdyno::app {

std::string human_name(std::string_view key);

// Of each row of a registry, for a list.
template <typename Rows>
std::vector<std::string> human_names(const Rows& rows) {
  std::vector<std::string> names;
  for (const auto& row : rows) names.push_back(human_name(row.name));
  return names;
}

}  // namespace netdyno::app
