// tests/support/not_a_number.h
// SPDX-License-Identifier: MIT

#pragma once

#include <limits>

namespace netdyno::test {

inline constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();
inline constexpr float kInfinity = std::numeric_limits<float>::infinity();

}  // namespace netdyno::test
