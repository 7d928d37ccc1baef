// engine/formats/weights_file.h
// SPDX-License-Identifier: MIT
//
// Named float32 tensors in a safetensors file; a network's names, shapes and layouts equal those of
// torch.nn.Sequential's state_dict().
//
//   Range    little-endian numbers of the types F32, F16, BF16 and F64, which become float32, and
//            float64 columns where a reader asks for them; rank at most Shape::kMaxRank. The step
//            counters that torch keeps beside a batch norm (int64 "….num_batches_tracked") are
//            skipped
//   Errors   Error naming the file: missing, truncated, a header that lies about its length or
//            offsets or names a tensor twice, another number type; a file of another kind
//            (PyTorch's, NumPy's, HDF5, GGUF, ONNX, …), which is named; names or shapes that do not
//            fit the network, listed. No memory is taken on a header's word alone.
//   Source   the safetensors format: 8 bytes little-endian header length, JSON header, raw data

#pragma once

#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/nn/network.h"

namespace netdyno {

struct TensorFile {
  std::vector<std::pair<std::string, Tensor>> tensors;
  std::map<std::string, std::string> metadata;
  // Series of float64, one dimension each: a history, not weights.
  std::vector<std::pair<std::string, std::vector<double>>> columns = {};
  std::vector<std::string> notes = {};  // of the reader: what was converted
};

enum class Columns { Refused, Read };

std::string encode_safetensors(const TensorFile& content);
// `name` is what errors call the bytes.
TensorFile decode_safetensors(std::string_view bytes, const std::string& name,
                              Columns columns = Columns::Refused);
TensorFile read_safetensors(const std::filesystem::path& file, Columns columns = Columns::Refused);
void write_safetensors(const std::filesystem::path& file, const TensorFile& content);

// Copies of Network::state(), or of an average of it.
TensorFile weights_content(std::span<const NamedValue> state);
// Copies the file's tensors into the network; every name must fit exactly, but for a prefix that
// all have ("module.", "model.", …). Returns what a person should know of it, a sentence each.
std::vector<std::string> load_network_weights(Network& network, const std::filesystem::path& file);

}  // namespace netdyno
