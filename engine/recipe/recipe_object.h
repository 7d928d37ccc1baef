// engine/recipe/recipe_object.h
// SPDX-License-Identifier: MIT
//
// An object of a recipe's JSON together with its path, so that every complaint names its place.
//
//   Errors   RecipeError with the full path, what was found and what was expected

#pragma once

#include <nlohmann/json_fwd.hpp>
#include <span>
#include <string>
#include <vector>

#include "engine/core/error.h"
#include "engine/core/options.h"

namespace netdyno {

class RecipeObject {
 public:
  // Throws unless `value` is an object. Keeps a reference to it.
  RecipeObject(const nlohmann::ordered_json& value, std::string path);

  // "model.layers[3].size" for the key "size".
  std::string path_of(const std::string& key) const;

  // The value of `key`, null when absent.
  const nlohmann::ordered_json* find(const std::string& key) const;
  // The same; throws when absent, pointing at a misspelt key where there is one.
  const nlohmann::ordered_json& require(const std::string& key,
                                        const std::string& expectation) const;
  std::string require_text(const std::string& key, const std::string& expectation) const;
  // The text of `key`, or `preset` when absent.
  std::string text_or(const std::string& key, const std::string& preset) const;

  // Throws for the first key that is neither in `keys` nor a field's, with the nearest known one.
  void refuse_others(const std::vector<std::string>& keys,
                     std::span<const OptionField> fields = {}) const;

  // The values of `fields`, checked, with defaults for those that are absent.
  Options read(std::span<const OptionField> fields) const;

 private:
  const nlohmann::ordered_json& value_;
  std::string path_;
};

// Calls `function`; its RecipeErrors come out with `path` in front of theirs.
template <typename Function>
decltype(auto) within(const std::string& path, const Function& function) {
  try {
    return function();
  } catch (const RecipeError& error) {
    throw path.empty() ? error : error.within(path);
  }
}

}  // namespace netdyno
