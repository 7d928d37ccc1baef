// SPDX-License-Identifier: MIT
//
// To export a new layer type: a function from layer and input's name to output's name, and a row
// in kExporters.
#include "engine/formats/onnx_file.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <map>
#include <vector>

#include "engine/core/error.h"
#include "engine/formats/onnx_graph.h"

namespace netdyno {

namespace {

using Ints = std::vector<std::int64_t>;
using Real = float;

constexpr Index kLargestMatrix = 4096;  // numbers a sample of a preprocessing by a matrix

// A layer on its way into the graph.
struct Site {
  OnnxGraph& graph;
  Layer& layer;
  std::string name;   // "3", "2.body.0": what its tensors' names begin with
  std::string input;  // what it takes

  const Options& options() const { return layer.spec().options; }
  std::int64_t integer(const char* key) const { return options().integer(key); }
  Real real(const char* key) const { return static_cast<Real>(options().real(key)); }
  std::string parameter(std::size_t index) const {
    const Parameter& p = layer.parameters()[index];
    return graph.constant(name + "." + p.name, p.shape, values_of(p.value));
  }
  std::string buffer(std::size_t index) const {
    const Buffer& b = layer.buffers()[index];
    return graph.constant(name + "." + b.name, b.shape, values_of(b.value));
  }
  static std::span<const float> values_of(const Tensor& tensor) {
    return {tensor.data(), static_cast<std::size_t>(tensor.size())};
  }
};

std::string export_chain(OnnxGraph& graph, std::span<Layer* const> layers,
                         const std::string& prefix, std::string input);

std::string affine(const Site& site) {
  return site.graph.node("Gemm", {site.input, site.parameter(0), site.parameter(1)},
                         {{"transB", std::int64_t{1}}});
}

std::vector<OnnxAttribute> window(const Site& site) {
  const std::int64_t size = site.integer("size"), stride = site.integer("stride"),
                     pad = site.integer("pad");
  return {{"kernel_shape", Ints{size, size}},
          {"strides", Ints{stride, stride}},
          {"pads", Ints{pad, pad, pad, pad}}};
}

std::string convolution(const Site& site) {
  return site.graph.node("Conv", {site.input, site.parameter(0), site.parameter(1)}, window(site));
}

std::string max_pool(const Site& site) {
  return site.graph.node("MaxPool", {site.input}, window(site));
}

std::string average_pool(const Site& site) {
  std::vector<OnnxAttribute> attributes = window(site);
  attributes.push_back({"count_include_pad", std::int64_t{1}});
  return site.graph.node("AveragePool", {site.input}, attributes);
}

std::string batch_norm(const Site& site) {
  return site.graph.node(
      "BatchNormalization",
      {site.input, site.parameter(0), site.parameter(1), site.buffer(0), site.buffer(1)},
      {{"epsilon", site.real("epsilon")}});
}

std::string local_response(const Site& site) {
  if (site.integer("size") % 2 == 0)
    throw Error(fmt::format("Layer {} (lrn) normalizes over {} channels, an even number, which "
                            "ONNX cannot express",
                            site.name, site.integer("size")),
                "Train it with an odd size");
  return site.graph.node("LRN", {site.input},
                         {{"size", site.integer("size")},
                          {"alpha", site.real("alpha")},
                          {"beta", site.real("beta")},
                          {"bias", site.real("k")}});
}

std::string identity(const Site& site) {
  return site.graph.node("Identity", {site.input});
}

std::string dropout(const Site& site) {
  if (site.options().text("mode") == "inverted") return identity(site);
  const float keep = 1.0f - site.real("rate");
  const std::string factor = site.graph.constant(site.name + ".keep", {1}, {&keep, 1});
  return site.graph.node("Mul", {site.input, factor});
}

std::string flatten(const Site& site) {
  return site.graph.node("Flatten", {site.input}, {{"axis", std::int64_t{1}}});
}

std::string prelu(const Site& site) {
  return site.graph.node("PRelu", {site.input, site.parameter(0)});
}

std::string maxout(const Site& site) {
  const std::string pieces = site.graph.constant(
      site.name + ".shape", Ints{-1, site.integer("units"), site.integer("pieces")});
  const std::string grouped = site.graph.node("Reshape", {affine(site), pieces});
  return site.graph.node("ReduceMax", {grouped},
                         {{"axes", Ints{2}}, {"keepdims", std::int64_t{0}}});
}

std::string residual(const Site& site) {
  const std::vector<Layer*> inner = site.layer.inner_layers();
  const std::string branch = export_chain(site.graph, inner, site.name + ".body.", site.input);
  return site.graph.node("Add", {site.input, branch});
}

std::string leaky_relu(const Site& site) {
  return site.graph.node("LeakyRelu", {site.input}, {{"alpha", site.real("slope")}});
}
std::string elu(const Site& site) {
  return site.graph.node("Elu", {site.input}, {{"alpha", site.real("alpha")}});
}
std::string relu(const Site& site) {
  return site.graph.node("Relu", {site.input});
}
std::string sigmoid(const Site& site) {
  return site.graph.node("Sigmoid", {site.input});
}
std::string tanh_of(const Site& site) {
  return site.graph.node("Tanh", {site.input});
}

struct Exporter {
  const char* type;
  std::string (*add)(const Site&);
};
constexpr std::array<Exporter, 17> kExporters = {{
    {"dense", affine},
    {"conv", convolution},
    {"maxpool", max_pool},
    {"avgpool", average_pool},
    {"batchnorm", batch_norm},
    {"lrn", local_response},
    {"dropout", dropout},
    {"flatten", flatten},
    {"prelu", prelu},
    {"maxout", maxout},
    {"residual", residual},
    {"gradient_reversal", identity},
    {"relu", relu},
    {"leaky_relu", leaky_relu},
    {"elu", elu},
    {"sigmoid", sigmoid},
    {"tanh", tanh_of},
}};

std::string export_layer(const Site& site) {
  const std::string& type = site.layer.spec().type;
  for (const Exporter& exporter : kExporters)
    if (type == exporter.type) return exporter.add(site);
  throw Error(fmt::format("Layer {} ({}) cannot be exported to ONNX", site.name, type),
              "Export a network without it");
}

std::string export_chain(OnnxGraph& graph, std::span<Layer* const> layers,
                         const std::string& prefix, std::string input) {
  for (std::size_t i = 0; i < layers.size(); ++i)
    input = export_layer({graph, *layers[i], fmt::format("{}{}", prefix, i), std::move(input)});
  return input;
}

// Every preprocessing is an affine function, so it is known by what it does to 0 and to the units.
class AffineForm {
 public:
  AffineForm(const Preprocessor& preprocessor, const Shape& sample)
      : preprocessor_(preprocessor), size_(sample.size()), shift_(image_of(-1)) {}

  const std::vector<float>& shift() const { return shift_; }

  // Of an elementwise one: what each value is multiplied by.
  std::vector<float> scale() const {
    std::vector<float> ones(static_cast<std::size_t>(size_), 1.0f);
    preprocessor_.apply(ones);
    for (std::size_t i = 0; i < ones.size(); ++i) ones[i] -= shift_[i];
    return ones;
  }

  // [in, out]: row i is where unit i goes.
  std::vector<float> matrix() const {
    std::vector<float> rows;
    for (Index i = 0; i < size_; ++i) {
      std::vector<float> row = image_of(i);
      for (std::size_t k = 0; k < row.size(); ++k) row[k] -= shift_[k];
      rows.insert(rows.end(), row.begin(), row.end());
    }
    return rows;
  }

 private:
  std::vector<float> image_of(Index unit) const {
    std::vector<float> sample(static_cast<std::size_t>(size_), 0.0f);
    if (unit >= 0) sample[static_cast<std::size_t>(unit)] = 1.0f;
    preprocessor_.apply(sample);
    return sample;
  }

  const Preprocessor& preprocessor_;
  Index size_;
  std::vector<float> shift_;
};

std::string export_matrix(OnnxGraph& graph, const AffineForm& form, const Shape& sample,
                          const std::string& input) {
  const Index size = sample.size();
  const std::string flat = graph.node("Flatten", {input}, {{"axis", std::int64_t{1}}});
  const std::string matrix = graph.constant("preprocess.matrix", {size, size}, form.matrix());
  const std::string shift = graph.constant("preprocess.shift", {size}, form.shift());
  const std::string mapped = graph.node("Gemm", {flat, matrix, shift});
  Ints extents = {-1};
  for (const Index extent : sample.extents()) extents.push_back(extent);
  return graph.node("Reshape", {mapped, graph.constant("preprocess.shape", extents)});
}

std::string export_preprocessing(OnnxGraph& graph, const OnnxOptions& options, const Shape& sample,
                                 const std::string& input) {
  if (!options.preprocessor || options.preprocess == "none") return input;
  const AffineForm form(*options.preprocessor, sample);
  const bool is_matrix = options.preprocess == "pca" || options.preprocess == "whiten";
  if (is_matrix && sample.size() > kLargestMatrix)
    throw Error(fmt::format("The preprocessing \"{}\" of {} numbers a sample is too large for a "
                            "model",
                            options.preprocess, sample.size()),
                "Export without preprocessing");
  if (is_matrix) return export_matrix(graph, form, sample, input);
  const std::string scale = graph.constant("preprocess.scale", sample, form.scale());
  const std::string shift = graph.constant("preprocess.shift", sample, form.shift());
  return graph.node("Add", {graph.node("Mul", {input, scale}), shift});
}

}  // namespace

std::string onnx_model(Network& network, const OnnxOptions& options) {
  OnnxGraph graph;
  const Shape& sample = network.spec().input;
  std::vector<Layer*> layers;
  for (std::size_t i = 0; i < network.layer_count(); ++i) layers.push_back(&network.layer(i));
  const std::string input = export_preprocessing(graph, options, sample, "input");
  const std::string last = export_chain(graph, layers, "", input);
  const std::string output = graph.named_output(last, "logits");
  return graph.model("input", sample, output, network.output_shape());
}

}  // namespace netdyno
