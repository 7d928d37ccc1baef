// engine/formats/event_tensor.h
// SPDX-License-Identifier: MIT
//
// The one number that a TensorProto holds, as TensorFlow 2, Keras and PyTorch's newer writers keep
// scalars.
//
//   Range    float, double, half, bfloat16, bool and integers of 8 to 64 bits with or without sign,
//            in the list of their type or as raw little-endian bytes
//   Source   TensorFlow, tensor.proto, types.proto and tensor_shape.proto

#pragma once

#include <optional>
#include <string_view>

namespace netdyno {

// None for a tensor of several numbers, of texts or of complex numbers, and a damaged one.
std::optional<double> tensor_scalar(std::string_view tensor);

}  // namespace netdyno
