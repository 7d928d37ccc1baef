// SPDX-License-Identifier: MIT
#include "engine/core/options.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "engine/core/error.h"

namespace netdyno {

namespace {

OptionField make_field(std::string key, OptionKind kind, std::string doc, OptionValue preset) {
  OptionField field;
  field.key = std::move(key);
  field.kind = kind;
  field.doc = std::move(doc);
  field.preset_value = std::move(preset);
  return field;
}

const OptionField& find_field(std::span<const OptionField> fields, const std::string& key) {
  const auto found = std::ranges::find(fields, key, &OptionField::key);
  if (found != fields.end()) return *found;
  std::vector<std::string> known;
  for (const OptionField& field : fields) known.push_back(field.key);
  const std::string near = nearest_word(key, known);
  if (!near.empty())
    throw RecipeError(key, "unknown key", fmt::format("Did you mean \"{}\"?", near));
  throw RecipeError(key, "unknown key",
                    known.empty() ? "No further keys are known here"
                                  : fmt::format("Known keys are {}", fmt::join(known, ", ")));
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, substituted});
    }
  }
  return row.back();
}

std::size_t common_prefix(std::string_view a, std::string_view b) {
  return static_cast<std::size_t>(std::ranges::mismatch(a, b).in1 - a.begin());
}

}  // namespace

OptionField&& OptionField::called(std::string words) && {
  name = std::move(words);
  return std::move(*this);
}
OptionField&& OptionField::written(std::string formula_symbol) && {
  symbol = std::move(formula_symbol);
  return std::move(*this);
}
OptionField&& OptionField::in(std::string units) && {
  unit = std::move(units);
  return std::move(*this);
}
OptionField&& OptionField::preset(OptionValue value) && {
  // An integer literal is a natural default of a real.
  if (kind == OptionKind::Real && std::holds_alternative<std::int64_t>(value))
    value = static_cast<double>(std::get<std::int64_t>(value));
  preset_value = std::move(value);
  return std::move(*this);
}
OptionField&& OptionField::required() && {
  is_required = true;
  return std::move(*this);
}
OptionField&& OptionField::live() && {
  is_live = true;
  return std::move(*this);
}
OptionField&& OptionField::at_least(double value) && {
  min = value;
  min_excluded = false;
  return std::move(*this);
}
OptionField&& OptionField::above(double value) && {
  min = value;
  min_excluded = true;
  return std::move(*this);
}
OptionField&& OptionField::at_most(double value) && {
  max = value;
  max_excluded = false;
  return std::move(*this);
}
OptionField&& OptionField::below(double value) && {
  max = value;
  max_excluded = true;
  return std::move(*this);
}
OptionField&& OptionField::one_of(std::vector<std::string> values) && {
  choices = std::move(values);
  return std::move(*this);
}

std::string OptionField::expectation() const {
  if (kind == OptionKind::Boolean) return "true or false";
  if (kind == OptionKind::Text)
    return choices.empty() ? "a text" : fmt::format("one of {}", fmt::join(choices, ", "));
  const std::string noun = kind == OptionKind::Integer ? "a whole number" : "a number";
  const bool has_min = std::isfinite(min);
  const bool has_max = std::isfinite(max);
  if (has_min && has_max)
    return fmt::format("{} in {}{}, {}{}", noun, min_excluded ? '(' : '[', min, max,
                       max_excluded ? ')' : ']');
  if (has_min) return fmt::format("{} {} {}", noun, min_excluded ? ">" : ">=", min);
  if (has_max) return fmt::format("{} {} {}", noun, max_excluded ? "<" : "<=", max);
  return noun;
}

OptionValue OptionField::checked(const OptionValue& value) const {
  const auto refuse = [&]() {
    std::string hint;
    if (kind == OptionKind::Text && std::holds_alternative<std::string>(value)) {
      const std::string near = nearest_word(std::get<std::string>(value), choices);
      if (!near.empty()) hint = fmt::format("Did you mean \"{}\"?", near);
    }
    return RecipeError(key, fmt::format("expected {}, found {}", expectation(), describe(value)),
                       hint);
  };
  if (static_cast<std::size_t>(kind) != value.index() &&
      !(kind == OptionKind::Real && std::holds_alternative<std::int64_t>(value)))
    throw refuse();

  if (kind == OptionKind::Boolean) return value;
  if (kind == OptionKind::Text) {
    if (!choices.empty() && !std::ranges::count(choices, std::get<std::string>(value)))
      throw refuse();
    return value;
  }
  const double number = std::holds_alternative<double>(value)
                            ? std::get<double>(value)
                            : static_cast<double>(std::get<std::int64_t>(value));
  const auto is_in_range = [&](auto x) {
    const auto low = static_cast<decltype(x)>(min), high = static_cast<decltype(x)>(max);
    const bool above_min = min_excluded ? x > low : x >= low;
    const bool below_max = max_excluded ? x < high : x <= high;
    return std::isfinite(x) && above_min && below_max;
  };
  if (!is_in_range(number)) throw refuse();
  if (kind != OptionKind::Real) return value;
  // The network computes with floats, and takes the smallest of them for 0.
  const auto used = static_cast<float>(number);
  const bool vanishes = number != 0 && !std::isnormal(used);
  if (vanishes || !is_in_range(used))
    throw RecipeError(key,
                      fmt::format("{} is {} in the 32-bit arithmetic of the network", number,
                                  vanishes && std::isfinite(used) ? 0.0F : used),
                      fmt::format("Expected {}; the smallest and largest such numbers are 1.2e-38 "
                                  "and 3.4e38",
                                  expectation()));
  return number;
}

OptionField boolean(std::string key, std::string doc) {
  return make_field(std::move(key), OptionKind::Boolean, std::move(doc), false);
}
OptionField integer(std::string key, std::string doc) {
  return make_field(std::move(key), OptionKind::Integer, std::move(doc), std::int64_t{0});
}
OptionField real(std::string key, std::string doc) {
  return make_field(std::move(key), OptionKind::Real, std::move(doc), 0.0);
}
OptionField text(std::string key, std::string doc) {
  return make_field(std::move(key), OptionKind::Text, std::move(doc), std::string());
}

std::string describe(const OptionValue& value) {
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
  if (const auto* whole = std::get_if<std::int64_t>(&value))
    return fmt::format("the number {}", *whole);
  if (const auto* number = std::get_if<double>(&value))
    return fmt::format("the number {}", *number);
  return fmt::format("the text \"{}\"", std::get<std::string>(value));
}

std::string nearest_word(std::string_view word, std::span<const std::string> known) {
  std::string best;
  std::size_t best_distance = std::max<std::size_t>(2, word.size() / 3) + 1;
  for (const std::string& candidate : known) {
    const std::size_t distance = edit_distance(word, candidate);
    // Of equally near words the one with the same beginning: "unit" is "units", not "init".
    const bool is_nearer =
        distance < best_distance || (distance == best_distance && !best.empty() &&
                                     common_prefix(word, candidate) > common_prefix(word, best));
    if (is_nearer) {
      best_distance = distance;
      best = candidate;
    }
  }
  return best;
}

Options::Options(std::span<const OptionField> fields) {
  for (const OptionField& field : fields)
    if (!field.is_required) values_[field.key] = field.preset_value;
}

void Options::set(std::span<const OptionField> fields, const std::string& key,
                  const OptionValue& value) {
  values_[key] = find_field(fields, key).checked(value);
}

void Options::require_all(std::span<const OptionField> fields) const {
  for (const OptionField& field : fields)
    if (!has(field.key))
      throw RecipeError(field.key, fmt::format("missing; expected {}", field.expectation()),
                        field.doc);
}

const OptionValue& Options::value(std::string_view key) const {
  const auto found = values_.find(key);
  DYNO_CHECK(found != values_.end(), fmt::format("No option \"{}\"", key));
  return found->second;
}

}  // namespace netdyno
