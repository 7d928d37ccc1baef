// SPDX-License-Identifier: MIT
#include "engine/recipe/recipe_object.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "engine/recipe/recipe_document.h"

namespace netdyno {

namespace {

using Json = nlohmann::ordered_json;

// The value as an option of that field takes it. 5.0 and 1e3 are whole numbers too.
OptionValue option_value(const Json& value, const OptionField& field) {
  constexpr double kExactWhole = 9007199254740992.0;  // 2^53
  const bool is_text_wanted = field.kind == OptionKind::Text;
  if (value.is_boolean()) return value.get<bool>();
  if (value.is_string() && is_text_wanted) return value.get<std::string>();
  if (value.is_number_unsigned() && value.get<std::uint64_t>() > INT64_MAX)
    return value.get<double>();
  if (value.is_number_integer()) return value.get<std::int64_t>();
  if (value.is_number_float()) {
    const double number = value.get<double>();
    const bool is_whole = std::trunc(number) == number && std::abs(number) <= kExactWhole;
    if (field.kind == OptionKind::Integer && is_whole) return static_cast<std::int64_t>(number);
    return number;
  }
  throw RecipeError(
      field.key, fmt::format("expected {}, found {}", field.expectation(), describe_json(value)));
}

std::vector<std::string> keys_of(const Json& object) {
  std::vector<std::string> keys;
  for (const auto& item : object.items()) keys.push_back(item.key());
  return keys;
}

std::string suggestion(const std::string& word, const std::vector<std::string>& known) {
  const std::string near = nearest_word(word, known);
  if (!near.empty()) return fmt::format("Did you mean \"{}\"?", near);
  return known.empty() ? "No keys are known here"
                       : fmt::format("Known keys are {}", fmt::join(known, ", "));
}

}  // namespace

RecipeObject::RecipeObject(const Json& value, std::string path)
    : value_(value), path_(std::move(path)) {
  if (!value.is_object())
    throw RecipeError(path_, fmt::format("expected an object, found {}", describe_json(value)));
}

std::string RecipeObject::path_of(const std::string& key) const {
  return path_.empty() ? key : fmt::format("{}.{}", path_, key);
}

const Json* RecipeObject::find(const std::string& key) const {
  const auto found = value_.find(key);
  return found == value_.end() ? nullptr : &*found;
}

const Json& RecipeObject::require(const std::string& key, const std::string& expectation) const {
  if (const Json* found = find(key)) return *found;
  const std::string near = nearest_word(key, keys_of(value_));
  throw RecipeError(path_of(key), fmt::format("missing; expected {}", expectation),
                    near.empty() ? std::string() : fmt::format("Is \"{}\" misspelt?", near));
}

std::string RecipeObject::require_text(const std::string& key,
                                       const std::string& expectation) const {
  const Json& value = require(key, expectation);
  if (value.is_string()) return value.get<std::string>();
  throw RecipeError(path_of(key),
                    fmt::format("expected {}, found {}", expectation, describe_json(value)));
}

std::string RecipeObject::text_or(const std::string& key, const std::string& preset) const {
  return find(key) ? require_text(key, "a text") : preset;
}

void RecipeObject::refuse_others(const std::vector<std::string>& keys,
                                 std::span<const OptionField> fields) const {
  std::vector<std::string> known = keys;
  for (const OptionField& field : fields) known.push_back(field.key);
  for (const std::string& key : keys_of(value_))
    if (std::ranges::find(known, key) == known.end())
      throw RecipeError(path_of(key), "unknown key", suggestion(key, known));
}

Options RecipeObject::read(std::span<const OptionField> fields) const {
  return within(path_, [&] {
    Options options(fields);
    for (const OptionField& field : fields)
      if (const Json* value = find(field.key))
        options.set(fields, field.key, option_value(*value, field));
    options.require_all(fields);
    return options;
  });
}

}  // namespace netdyno
