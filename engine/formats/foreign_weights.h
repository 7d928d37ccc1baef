// engine/formats/foreign_weights.h
// SPDX-License-Identifier: MIT
//
// Names what a file is that was given as weights and is none of safetensors: PyTorch's, NumPy's,
// Keras', GGUF, ONNX, an archive, a pointer of Git LFS.
//
//   Errors   Error naming the file, its kind and how to convert it. Bytes of no known kind pass

#pragma once

#include <string>
#include <string_view>

namespace netdyno {

void refuse_foreign_weights(std::string_view bytes, const std::string& file);

}  // namespace netdyno
