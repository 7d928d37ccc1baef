// SPDX-License-Identifier: MIT
#include "engine/train/saved_numbers.h"

#include <fmt/core.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "engine/core/error.h"

namespace netdyno {

namespace {

constexpr std::size_t kLongestShown = 40;  // bytes of a value in an error's text

[[noreturn]] void refuse_value(const char* key, const Json& value, const std::string& expected) {
  std::string text = value.dump(-1, ' ', true, Json::error_handler_t::replace);
  if (text.size() > kLongestShown) text = text.substr(0, kLongestShown) + "…";
  refuse_saved(fmt::format("\"{}\" is {}, expected {}", key, text, expected));
}

}  // namespace

void refuse_saved(const std::string& problem) {
  throw Error("The saved state is damaged: " + problem,
              "Use the checkpoint of another run, or train from the beginning");
}

const Json& saved_value(const Json& object, const char* key) {
  const auto found = object.is_object() ? object.find(key) : object.end();
  if (found == object.end()) refuse_saved(fmt::format("it has no \"{}\"", key));
  return *found;
}

std::int64_t saved_whole(const Json& object, const char* key, std::int64_t low, std::int64_t high) {
  const Json& value = saved_value(object, key);
  const bool fits =
      value.is_number_unsigned()
          ? high >= 0 && value.get<std::uint64_t>() <= static_cast<std::uint64_t>(high) &&
                (low < 0 || value.get<std::uint64_t>() >= static_cast<std::uint64_t>(low))
          : value.is_number_integer() && value.get<std::int64_t>() >= low &&
                value.get<std::int64_t>() <= high;
  if (!fits) refuse_value(key, value, fmt::format("a whole number from {} to {}", low, high));
  return value.get<std::int64_t>();
}

double saved_finite(const Json& object, const char* key, double low) {
  const Json& value = saved_value(object, key);
  const bool fits =
      value.is_number() && std::isfinite(value.get<double>()) && value.get<double>() >= low;
  if (!fits) refuse_value(key, value, low == 0 ? "a number >= 0" : "a finite number");
  return value.get<double>();
}

bool saved_truth(const Json& object, const char* key) {
  const Json& value = saved_value(object, key);
  if (!value.is_boolean()) refuse_value(key, value, "true or false");
  return value.get<bool>();
}

std::string saved_text(const Json& object, const char* key) {
  const Json& value = saved_value(object, key);
  if (!value.is_string()) refuse_value(key, value, "a text");
  return value.get<std::string>();
}

}  // namespace netdyno
