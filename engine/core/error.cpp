// SPDX-License-Identifier: MIT
#include "engine/core/error.h"

#include <fmt/core.h>

namespace netdyno {

std::string Error::message() const {
  return hint_.empty() ? std::string(what()) : fmt::format("{}. {}", what(), hint_);
}

RecipeError::RecipeError(std::string path, const std::string& problem, std::string hint)
    : Error(path.empty() ? problem : fmt::format("{}: {}", path, problem), std::move(hint)),
      path_(std::move(path)),
      problem_(problem) {}

RecipeError RecipeError::within(const std::string& prefix) const {
  if (path_.empty()) return RecipeError(prefix, problem_, hint());
  const bool is_index = path_.front() == '[';
  return RecipeError(prefix + (is_index ? "" : ".") + path_, problem_, hint());
}

void fail_contract(const char* condition, const std::string& text, const char* file, int line) {
  throw ContractError(fmt::format("{} ({} at {}:{})", text, condition, file, line));
}

}  // namespace netdyno
