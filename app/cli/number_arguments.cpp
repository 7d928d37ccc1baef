// SPDX-License-Identifier: MIT
#include "app/cli/number_arguments.h"

#include <fmt/core.h>

#include <limits>
#include <string>
#include <utility>

#include "engine/core/typed_number.h"

namespace netdyno::app {

namespace {

// `parse` and `is_in_range` decide; the text becomes the number as every conversion reads it.
template <typename Parse, typename InRange>
CLI::Validator checked(std::string expectation, Parse parse, InRange is_in_range) {
  const auto check = [expectation, parse, is_in_range](std::string& text) {
    const auto typed = parse(text);
    if (!typed.value) return fmt::format("{}; expected {}", typed.problem, expectation);
    if (!is_in_range(*typed.value))
      return fmt::format("\"{}\" is out of range; expected {}", text, expectation);
    text = fmt::format("{}", *typed.value);
    return std::string();
  };
  return {check, std::move(expectation)};
}

}  // namespace

CLI::Validator whole_number(std::int64_t least, std::int64_t most) {
  return checked(fmt::format("a whole number in [{}, {}]", least, most), typed_integer,
                 [least, most](std::int64_t value) { return value >= least && value <= most; });
}

CLI::Validator real_number(double least, double most) {
  return checked(fmt::format("a number in [{}, {}]", least, most), typed_number,
                 [least, most](double value) { return value >= least && value <= most; });
}

CLI::Validator positive_number() {
  return checked("a number > 0", typed_number, [](double value) { return value > 0; });
}

CLI::Validator seed_number() {
  return checked("a whole number in [0, 2^64)", typed_unsigned, [](std::uint64_t) { return true; });
}

CLI::Validator thread_count() {
  return whole_number(1, 1024);
}

}  // namespace netdyno::app
