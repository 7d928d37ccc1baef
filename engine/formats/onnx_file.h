// engine/formats/onnx_file.h
// SPDX-License-Identifier: MIT
//
// A trained network as an ONNX model, for other programs to run: input [N, sample] → logits
// [N, classes], in inference mode.
//
//   Format   ONNX IR version 7, operators of opset 13; float32; the batch size is free
//   Range    every layer type but a local response normalization over an even number of channels,
//            whose neighbourhood ONNX mirrors. Dropout and gradient reversal do nothing in
//            inference and become Identity. Preprocessing, if asked for, is part of the graph:
//            whitening and PCA up to 4096 numbers a sample.
//   Errors   Error naming the layer that ONNX cannot express
//   Source   onnx.proto and Operators.md of ONNX 1.12

#pragma once

#include <string>

#include "engine/data/preprocess.h"
#include "engine/nn/network.h"

namespace netdyno {

struct OnnxOptions {
  // The recipe's preprocessing and its fitted form; null: the input is preprocessed already.
  const Preprocessor* preprocessor = nullptr;
  std::string preprocess = "none";
};

// The model's bytes.
std::string onnx_model(Network& network, const OnnxOptions& options = {});

}  // namespace netdyno
