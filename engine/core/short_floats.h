// engine/core/short_floats.h
// SPDX-License-Identifier: MIT
//
// Numbers of 16 bits as floats, exactly.
//
//   Range    every bit pattern, subnormal numbers, infinities and NaN included
//   Source   IEEE 754 binary16; bfloat16 is the upper half of a binary32

#pragma once

#include <bit>
#include <cstdint>

namespace netdyno {

inline float float_of_bfloat16(std::uint16_t bits) {
  return std::bit_cast<float>(std::uint32_t{bits} << 16);
}

inline float float_of_half(std::uint16_t bits) {
  const std::uint32_t sign = std::uint32_t{bits & 0x8000u} << 16;
  std::uint32_t exponent = bits >> 10 & 0x1Fu;
  std::uint32_t mantissa = bits & 0x3FFu;
  if (exponent == 0x1F) return std::bit_cast<float>(sign | 0x7F800000u | mantissa << 13);
  if (exponent == 0) {
    if (mantissa == 0) return std::bit_cast<float>(sign);
    // A subnormal half is a normal float: its first bit becomes the hidden one.
    const int shift = std::countl_zero(mantissa) - 21;
    mantissa = mantissa << shift & 0x3FFu;
    exponent = static_cast<std::uint32_t>(1 - shift);
  }
  return std::bit_cast<float>(sign | (exponent + 112) << 23 | mantissa << 13);
}

}  // namespace netdyno
