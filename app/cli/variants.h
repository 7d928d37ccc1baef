// app/cli/variants.h
// SPDX-License-Identifier: MIT
//
// What twins differ in: "optimizer.learning_rate=0.01,0.1", and all combinations of several such.
//
//   Errors   RecipeError for what is no such list, and for more twins than there can be

#pragma once

#include <span>
#include <string>
#include <vector>

namespace netdyno::app {

inline constexpr std::size_t kMostTwins = 6;

struct Variant {
  std::string name;               // "A"
  std::vector<std::string> sets;  // "optimizer.learning_rate=0.01", one of each list
  std::string text() const;       // "A: optimizer.learning_rate=0.01"
};

// The first list varies slowest. Values are parted by commas outside of brackets and quotes.
std::vector<Variant> variants(std::span<const std::string> lists);

}  // namespace netdyno::app
