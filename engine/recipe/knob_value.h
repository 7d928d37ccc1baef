// engine/recipe/knob_value.h
// SPDX-License-Identifier: MIT
//
// A value for a place in a recipe, as recipes write it: a number, a text, or a whole object such as
// an optimizer. Immutable and cheap to copy.
//
//   Thread   any

#pragma once

#include <concepts>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "engine/recipe/recipe.h"

namespace netdyno {

class KnobValue {
 public:
  KnobValue();  // null
  // What a recipe has at the place: numbers, texts, and the objects that it names.
  KnobValue(const OptionValue& value);
  template <typename T>
  requires std::is_arithmetic_v<T> KnobValue(T value) : KnobValue(as_option(value)) {}
  KnobValue(const char* text) : KnobValue(OptionValue(std::string(text))) {}
  KnobValue(const std::string& text) : KnobValue(OptionValue(text)) {}
  KnobValue(const InitSpec& init);
  KnobValue(const OptimizerSpec& optimizer);
  KnobValue(const ScheduleSpec& schedule);
  KnobValue(const Penalty& penalty);
  KnobValue(const EarlyStoppingSpec& early_stopping);
  KnobValue(const AveragingSpec& averaging);
  KnobValue(const std::vector<AugmentSpec>& steps);
  // Apart from the others, for anything makes a JSON value.
  static KnobValue of(nlohmann::ordered_json json);

  const nlohmann::ordered_json& json() const { return *json_; }
  // Throw ContractError for a value of another kind.
  double number() const;
  std::int64_t whole() const;
  std::string text() const;
  // The part of an object, and whether it has one.
  bool has(const std::string& key) const;
  KnobValue at(const std::string& key) const;

  bool operator==(const KnobValue& other) const;

 private:
  template <typename T>
  static OptionValue as_option(T value) {
    if constexpr (std::same_as<T, bool>)
      return value;
    else if constexpr (std::integral<T>)
      return static_cast<std::int64_t>(value);
    else
      return static_cast<double>(value);
  }

  std::shared_ptr<const nlohmann::ordered_json> json_;
};

}  // namespace netdyno
