// SPDX-License-Identifier: MIT
#include "engine/formats/weight_names.h"

#include <algorithm>
#include <unordered_set>

namespace netdyno {

std::vector<std::string> fitting_prefixes(std::span<const std::string> present,
                                          std::span<const std::string> wanted) {
  if (wanted.empty()) return {""};
  const std::unordered_set<std::string> names(present.begin(), present.end());
  const auto fits = [&](const std::string& prefix) {
    return std::ranges::all_of(
        wanted, [&](const std::string& name) { return names.contains(prefix + name); });
  };
  if (fits("")) return {""};
  std::vector<std::string> prefixes;
  for (const std::string& name : present) {
    if (!name.ends_with("." + wanted.front())) continue;
    const std::string prefix = name.substr(0, name.size() - wanted.front().size());
    if (fits(prefix)) prefixes.push_back(prefix);
  }
  std::ranges::sort(prefixes);
  return prefixes;
}

}  // namespace netdyno
