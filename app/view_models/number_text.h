// app/view_models/number_text.h
// SPDX-License-Identifier: MIT
//
// Numbers as people read them. Every function names its unit in the text that it returns, except
// where the column's heading does.
//
//   Range    not-a-number is "not a number", ±∞ "∞" and "-∞"

#pragma once

#include <cstdint>
#include <ctime>
#include <string>

namespace netdyno::app {

// Three significant digits by default, plain between 1e-4 and 1e6: "0.0123", "1e-5", "12.3".
std::string number_text(double value, int digits = 3);

// Whole, with narrow groups: "61 706".
std::string count_text(std::int64_t count);

// A share of 1 as "12.3 %"; "<0.1 %" where rounding would hide that there is some.
std::string percent_text(double share);

// "0.4 s", "12 s", "3 min 20 s", "1 h 05 min", "2 d 3 h"; "–" when not finite or negative.
std::string duration_text(double seconds);

// "2026-11-26 07:12", local.
std::string date_text(std::time_t time);

// "512 B", "1.2 kB", "4.8 MB", by powers of 1000.
std::string bytes_text(std::int64_t bytes);

// Counts in short: "416 k", "1.2 M", "3.4 G".
std::string short_count_text(std::int64_t count);

// "1 layer", "3 layers".
std::string plural(std::int64_t count, const std::string& noun);

}  // namespace netdyno::app
