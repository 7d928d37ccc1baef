// app/shell/fuzzy_match.h
// SPDX-License-Identifier: MIT
//
// How well a text answers to what was typed: its letters in order, best at the beginnings of words
// and next to each other.

#pragma once

#include <optional>
#include <string_view>

namespace netdyno::app {

// Higher is better; none: not all letters of `typed` occur in that order. Case does not matter, and
// spaces in `typed` separate words that must each match. Nothing typed matches everything with 0.
std::optional<int> fuzzy_score(std::string_view text, std::string_view typed);

}  // namespace netdyno::app
