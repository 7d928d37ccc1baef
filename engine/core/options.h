// engine/core/options.h
// SPDX-License-Identifier: MIT
//
// Named, typed, range-checked settings of a registry's entry: a layer's `filters`, an optimizer's
// `momentum`. A registry row declares its fields in a table; the recipe's reader, the schema that
// the command line prints and the editors of the app are all driven by that table.
//
//   const std::vector<OptionField> fields = {
//       integer("filters", "number of filters").required().at_least(1),
//       real("rate", "probability of dropping a value").preset(0.5).at_least(0).below(1).live()};
//
//   Errors   RecipeError with the key as its path: unknown key (with the nearest known one), wrong
//            type, out of range, missing

#pragma once

#include <cstdint>
#include <limits>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace netdyno {

enum class OptionKind { Boolean, Integer, Real, Text };
using OptionValue = std::variant<bool, std::int64_t, double, std::string>;

struct OptionField {
  std::string key;
  OptionKind kind;
  std::string doc;           // one sentence without a full stop, with the unit or symbol
  std::string name;          // where people read it: "dropout rate"; empty: the words of the key
  std::string symbol;        // in formulas, "η"; empty: none
  std::string unit;          // "epochs"; empty: a plain number
  OptionValue preset_value;  // used where the recipe says nothing
  bool is_required = false;  // the recipe must say it
  bool is_live = false;      // may change between two minibatches of a run
  double min = -std::numeric_limits<double>::infinity();
  double max = std::numeric_limits<double>::infinity();
  bool min_excluded = false;
  bool max_excluded = false;
  std::vector<std::string> choices;  // of a text; empty: any text

  OptionField&& called(std::string words) &&;
  OptionField&& written(std::string formula_symbol) &&;
  OptionField&& in(std::string units) &&;
  OptionField&& preset(OptionValue value) &&;
  OptionField&& required() &&;
  OptionField&& live() &&;
  OptionField&& at_least(double value) &&;
  OptionField&& above(double value) &&;
  OptionField&& at_most(double value) &&;
  OptionField&& below(double value) &&;
  OptionField&& one_of(std::vector<std::string> values) &&;

  // Checks kind and range; an integer is accepted where a real is wanted. Returns the value in the
  // field's own kind.
  OptionValue checked(const OptionValue& value) const;

  // "a number in [0, 1)", for messages and the schema.
  std::string expectation() const;
};

OptionField boolean(std::string key, std::string doc);
OptionField integer(std::string key, std::string doc);
OptionField real(std::string key, std::string doc);
OptionField text(std::string key, std::string doc);

// What a value is, for messages: "the text \"abc\"", "the number 3".
std::string describe(const OptionValue& value);

// The entry of `known` nearest to `word` by edit distance, or "" when none is near.
std::string nearest_word(std::string_view word, std::span<const std::string> known);

class Options {
 public:
  Options() = default;
  // Every field at its default; required ones are absent until set.
  explicit Options(std::span<const OptionField> fields);

  // Checks `value` against the field of that key and stores it.
  void set(std::span<const OptionField> fields, const std::string& key, const OptionValue& value);
  // Throws a RecipeError naming the first required field that is absent.
  void require_all(std::span<const OptionField> fields) const;

  bool has(std::string_view key) const { return values_.contains(key); }
  const OptionValue& value(std::string_view key) const;
  bool boolean(std::string_view key) const { return std::get<bool>(value(key)); }
  std::int64_t integer(std::string_view key) const { return std::get<std::int64_t>(value(key)); }
  double real(std::string_view key) const { return std::get<double>(value(key)); }
  const std::string& text(std::string_view key) const { return std::get<std::string>(value(key)); }

  const std::map<std::string, OptionValue, std::less<>>& values() const { return values_; }
  bool operator==(const Options&) const = default;

 private:
  std::map<std::string, OptionValue, std::less<>> values_;
};

}  // namespace netdyno
