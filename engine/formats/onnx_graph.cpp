// SPDX-License-Identifier: MIT
#include "engine/formats/onnx_graph.h"

#include <fmt/core.h>

namespace netdyno {

namespace {

// Field numbers of onnx.proto, by message.
namespace model_field {
constexpr int kIrVersion = 1, kProducer = 2, kGraph = 7, kOpset = 8;
}
namespace graph_field {
constexpr int kNode = 1, kName = 2, kInitializer = 5, kInput = 11, kOutput = 12;
}
namespace node_field {
constexpr int kInput = 1, kOutput = 2, kName = 3, kType = 4, kAttribute = 5;
}
namespace attribute_field {
constexpr int kName = 1, kFloat = 2, kInt = 3, kInts = 8, kType = 20;
}
namespace tensor_field {
constexpr int kDims = 1, kDataType = 2, kName = 8, kRawData = 9;
}

constexpr std::int64_t kIrVersion = 7, kOpsetVersion = 13;
constexpr std::int64_t kFloatData = 1, kInt64Data = 7;               // TensorProto.DataType
constexpr std::int64_t kFloatKind = 1, kIntKind = 2, kIntsKind = 7;  // AttributeType

ProtobufWriter encoded(const OnnxAttribute& attribute) {
  ProtobufWriter writer;
  writer.text(attribute_field::kName, attribute.name);
  if (const auto* real = std::get_if<float>(&attribute.value)) {
    writer.real32(attribute_field::kFloat, *real);
    writer.integer(attribute_field::kType, kFloatKind);
  } else if (const auto* whole = std::get_if<std::int64_t>(&attribute.value)) {
    writer.integer(attribute_field::kInt, *whole);
    writer.integer(attribute_field::kType, kIntKind);
  } else {
    writer.integers(attribute_field::kInts, std::get<std::vector<std::int64_t>>(attribute.value));
    writer.integer(attribute_field::kType, kIntsKind);
  }
  return writer;
}

// ValueInfoProto: a name with a type of a free batch size and the sample's extents.
ProtobufWriter value_info(const std::string& name, const Shape& sample) {
  ProtobufWriter shape, batch;
  batch.text(2, "N");
  shape.message(1, batch);
  for (const Index extent : sample.extents()) {
    ProtobufWriter dimension;
    dimension.integer(1, extent);
    shape.message(1, dimension);
  }
  ProtobufWriter tensor;
  tensor.integer(1, kFloatData);
  tensor.message(2, shape);
  ProtobufWriter type;
  type.message(1, tensor);
  ProtobufWriter info;
  info.text(1, name);
  info.message(2, type);
  return info;
}

}  // namespace

void OnnxGraph::add_node(const std::string& type, const std::vector<std::string>& inputs,
                         const std::string& output, const std::vector<OnnxAttribute>& attributes) {
  ProtobufWriter node;
  for (const std::string& input : inputs) node.text(node_field::kInput, input);
  node.text(node_field::kOutput, output);
  node.text(node_field::kName, output);
  node.text(node_field::kType, type);
  for (const OnnxAttribute& attribute : attributes)
    node.message(node_field::kAttribute, encoded(attribute));
  graph_.message(graph_field::kNode, node);
}

std::string OnnxGraph::node(const std::string& type, const std::vector<std::string>& inputs,
                            const std::vector<OnnxAttribute>& attributes) {
  const std::string name = fmt::format("{}_{}", type, nodes_++);
  add_node(type, inputs, name, attributes);
  return name;
}

std::string OnnxGraph::named_output(const std::string& value, const std::string& name) {
  add_node("Identity", {value}, name, {});
  return name;
}

std::string OnnxGraph::constant(const std::string& name, const Shape& shape,
                                std::span<const float> values) {
  ProtobufWriter tensor;
  const auto extents = shape.extents();
  tensor.integers(tensor_field::kDims, std::vector<std::int64_t>(extents.begin(), extents.end()));
  tensor.integer(tensor_field::kDataType, kFloatData);
  tensor.text(tensor_field::kName, name);
  tensor.text(tensor_field::kRawData,
              {reinterpret_cast<const char*>(values.data()), values.size_bytes()});
  graph_.message(graph_field::kInitializer, tensor);
  return name;
}

std::string OnnxGraph::constant(const std::string& name, const std::vector<std::int64_t>& values) {
  ProtobufWriter tensor;
  tensor.integers(tensor_field::kDims, std::vector{static_cast<std::int64_t>(values.size())});
  tensor.integer(tensor_field::kDataType, kInt64Data);
  tensor.text(tensor_field::kName, name);
  tensor.text(tensor_field::kRawData,
              {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(std::int64_t)});
  graph_.message(graph_field::kInitializer, tensor);
  return name;
}

std::string OnnxGraph::model(const std::string& input, const Shape& input_sample,
                             const std::string& output, const Shape& output_sample) const {
  ProtobufWriter graph = graph_;
  graph.text(graph_field::kName, "network");
  graph.message(graph_field::kInput, value_info(input, input_sample));
  graph.message(graph_field::kOutput, value_info(output, output_sample));
  ProtobufWriter opset;
  opset.text(1, "");
  opset.integer(2, kOpsetVersion);
  ProtobufWriter model;
  model.integer(model_field::kIrVersion, kIrVersion);
  model.text(model_field::kProducer, "netdyno");
  model.message(model_field::kGraph, graph);
  model.message(model_field::kOpset, opset);
  return model.bytes();
}

}  // namespace netdyno
