// engine/formats/onnx_graph.h
// SPDX-License-Identifier: MIT
//
// The parts of an ONNX graph as they are put together: nodes, constants, inputs and outputs.

#pragma once

#include <initializer_list>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "engine/core/protobuf_writer.h"
#include "engine/core/tensor.h"

namespace netdyno {

struct OnnxAttribute {
  std::string name;
  std::variant<float, std::int64_t, std::vector<std::int64_t>> value;
};

class OnnxGraph {
 public:
  // Adds a node; returns the name of its only output.
  std::string node(const std::string& type, const std::vector<std::string>& inputs,
                   const std::vector<OnnxAttribute>& attributes = {});
  // Gives a value another name, by a node that passes it on; returns it.
  std::string named_output(const std::string& value, const std::string& name);
  // Adds a constant; returns `name`.
  std::string constant(const std::string& name, const Shape& shape, std::span<const float> values);
  std::string constant(const std::string& name, const std::vector<std::int64_t>& values);

  // The whole model, of one input and one output with a free batch size.
  std::string model(const std::string& input, const Shape& input_sample, const std::string& output,
                    const Shape& output_sample) const;

 private:
  void add_node(const std::string& type, const std::vector<std::string>& inputs,
                const std::string& output, const std::vector<OnnxAttribute>& attributes);

  ProtobufWriter graph_;
  int nodes_ = 0;
};

}  // namespace netdyno
