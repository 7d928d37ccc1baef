// SPDX-License-Identifier: MIT
#include "engine/formats/weight_numbers.h"

#include <array>
#include <cmath>
#include <cstdint>
#include <cstring>

#include "engine/core/short_floats.h"

namespace netdyno {

namespace {

template <typename Stored>
Stored stored_at(std::string_view bytes, std::size_t i) {
  Stored number = 0;
  std::memcpy(&number, bytes.data() + i * sizeof(Stored), sizeof(Stored));
  return number;
}

bool fits(float narrowed, double number) {
  return std::isfinite(narrowed) || !std::isfinite(number);
}

template <typename Stored, float (*convert)(Stored)>
bool convert_all(std::string_view bytes, std::span<float> out) {
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = convert(stored_at<Stored>(bytes, i));
  return true;
}

bool copy_floats(std::string_view bytes, std::span<float> out) {
  if (!out.empty()) std::memcpy(out.data(), bytes.data(), out.size_bytes());
  return true;
}

bool narrow_doubles(std::string_view bytes, std::span<float> out) {
  bool all_fit = true;
  for (std::size_t i = 0; i < out.size(); ++i) {
    const auto number = stored_at<double>(bytes, i);
    out[i] = static_cast<float>(number);
    all_fit = all_fit && fits(out[i], number);
  }
  return all_fit;
}

struct NumberType {
  std::string_view name;
  std::size_t bytes;
  bool (*convert)(std::string_view, std::span<float>);
};

constexpr std::array kTypes = {
    NumberType{"F32", 4, copy_floats}, NumberType{"F64", 8, narrow_doubles},
    NumberType{"F16", 2, convert_all<std::uint16_t, float_of_half>},
    NumberType{"BF16", 2, convert_all<std::uint16_t, float_of_bfloat16>}};

const NumberType* type_called(std::string_view name) {
  for (const NumberType& type : kTypes)
    if (type.name == name) return &type;
  return nullptr;
}

}  // namespace

std::size_t weight_number_bytes(std::string_view type) {
  const NumberType* known = type_called(type);
  return known ? known->bytes : 0;
}

bool convert_weights(std::string_view type, std::string_view bytes, std::span<float> out) {
  return type_called(type)->convert(bytes, out);
}

}  // namespace netdyno
