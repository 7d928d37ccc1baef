// engine/formats/npy_file.h
// SPDX-License-Identifier: MIT
//
// A tensor as NumPy's .npy file: numpy.load() gives an array of float32 with its shape.
//
//   Source   NumPy Enhancement Proposal 1, format version 1.0

#pragma once

#include <string>

#include "engine/core/tensor.h"

namespace netdyno {

// The file's bytes.
std::string npy_bytes(const Tensor& tensor);

}  // namespace netdyno
