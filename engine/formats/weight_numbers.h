// engine/formats/weight_numbers.h
// SPDX-License-Identifier: MIT
//
// Turns the number types that weights are kept in elsewhere into float32.
//
//   Range    F32, F16 and BF16 exactly, F64 rounded to the nearest float
//   Source   the safetensors format's names of types; short_floats.h

#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace netdyno {

// Bytes of one number; 0 for a type that is not converted.
std::size_t weight_number_bytes(std::string_view type);

// `bytes` hold as many little-endian numbers as `out` has room for. Returns false where a finite
// one does not fit into a float.
bool convert_weights(std::string_view type, std::string_view bytes, std::span<float> out);

}  // namespace netdyno
