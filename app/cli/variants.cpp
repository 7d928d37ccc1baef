// SPDX-License-Identifier: MIT
#include "app/cli/variants.h"

#include <fmt/format.h>

#include <string_view>

#include "engine/core/error.h"

namespace netdyno::app {

namespace {

// At the commas of a JSON text's outermost level.
std::vector<std::string> parted(std::string_view text) {
  std::vector<std::string> parts(1);
  int depth = 0;
  bool is_quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (is_quoted && c == '\\' && i + 1 < text.size()) {
      parts.back() += c;
      parts.back() += text[++i];
      continue;
    }
    if (c == '"') is_quoted = !is_quoted;
    if (!is_quoted) depth += (c == '[' || c == '{') - (c == ']' || c == '}');
    if (c == ',' && depth == 0 && !is_quoted)
      parts.emplace_back();
    else
      parts.back() += c;
  }
  return parts;
}

std::vector<std::string> assignments_of(const std::string& list) {
  const std::size_t equals = list.find('=');
  if (equals == std::string::npos || equals == 0)
    throw RecipeError("--vary", fmt::format("expected PATH=V1,V2,…, found {}", list),
                      "As in optimizer.learning_rate=0.01,0.1");
  const std::string path = list.substr(0, equals);
  std::vector<std::string> assignments;
  for (const std::string& value : parted(std::string_view(list).substr(equals + 1))) {
    if (value.empty())
      throw RecipeError("--vary", fmt::format("a value of {} is empty in {}", path, list),
                        "Part the values by single commas");
    assignments.push_back(path + "=" + value);
  }
  return assignments;
}

}  // namespace

std::string Variant::text() const {
  return fmt::format("{}: {}", name, fmt::join(sets, ", "));
}

std::vector<Variant> variants(std::span<const std::string> lists) {
  std::vector<Variant> all(1);
  for (const std::string& list : lists) {
    const std::vector<std::string> assignments = assignments_of(list);
    std::vector<Variant> more;
    for (const Variant& variant : all)
      for (const std::string& assignment : assignments) {
        more.push_back(variant);
        more.back().sets.push_back(assignment);
      }
    all = std::move(more);
  }
  if (all.size() < 2 || all.size() > kMostTwins)
    throw RecipeError(
        "--vary", fmt::format("these are {} twins; there may be 2 to {}", all.size(), kMostTwins),
        "Two values of one path make two");
  for (std::size_t i = 0; i < all.size(); ++i) all[i].name = static_cast<char>('A' + i);
  return all;
}

}  // namespace netdyno::app
