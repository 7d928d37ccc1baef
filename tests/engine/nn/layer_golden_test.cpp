// SPDX-License-Identifier: MIT
//
// Every layer and loss against torch.nn's on the same numbers, within 1e-5 of the largest value.

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "engine/nn/loss.h"
#include "tests/support/networks.h"

namespace netdyno {
namespace {

using nlohmann::json;

constexpr float kTolerance = 1e-5f;

json read_cases(const std::string& list) {
  std::ifstream file(NETDYNO_GOLDEN_DIR "/layers.json");
  return json::parse(file).at(list);
}

Tensor to_tensor(const json& entry) {
  const auto extents = entry["shape"].get<std::vector<Index>>();
  return Tensor(Shape(extents), entry["values"].get<std::vector<float>>());
}

void expect_near(const Tensor& actual, const json& golden, const std::string& where) {
  const Tensor expected = to_tensor(golden);
  ASSERT_EQ(actual.shape(), expected.shape()) << where;
  const float tolerance = kTolerance * std::max(1.0f, expected.array().abs().maxCoeff());
  for (Index i = 0; i < actual.size(); ++i)
    EXPECT_NEAR(actual.data()[i], expected.data()[i], tolerance) << where << ", value " << i;
}

LayerSpec to_spec(const std::string& type, const json& options) {
  LayerSpec spec = default_layer_spec(type);
  for (const auto& [key, value] : options.items()) {
    if (key == "layers")
      for (const json& inner : value)
        spec.layers.push_back(to_spec(inner[0].get<std::string>(), inner[1]));
    else if (value.is_number_integer())
      spec.options.set(layer_type(type).fields, key, value.get<std::int64_t>());
    else
      spec.options.set(layer_type(type).fields, key, value.get<double>());
  }
  return spec;
}

// A network of that layer alone: its tensors are named as torch's with "0." before.
class Case {
 public:
  Case(const json& entry, Kernels& kernels)
      : entry_(entry),
        x_(to_tensor(entry["x"])),
        network_({x_.shape().without_batch(), {}, {to_spec(type(), entry["options"])}}, kernels) {
    for (const NamedTensor& own : network_.state()) {
      const json& given = entry["state"].at(own.name.substr(2));
      EXPECT_EQ(own.tensor->shape(), to_tensor(given).shape()) << where(own.name);
      *own.tensor = to_tensor(given);
    }
  }

  std::string type() const { return entry_["type"].get<std::string>(); }

  void check() {
    const Pass pass{.mode = entry_["mode"] == "training" ? Mode::Training : Mode::Inference};
    EXPECT_EQ(network_.state().size(), entry_["state"].size()) << where("state");
    expect_near(network_.forward(x_, workspace_, pass), entry_["y"], where("y"));
    network_.backward(x_, to_tensor(entry_["dy"]), workspace_, pass, true);
    expect_near(workspace_.input_grad, entry_["dx"], where("dx"));
    check_gradients();
    for (const NamedTensor& own : network_.state())
      expect_near(*own.tensor, entry_["state_after"].at(own.name.substr(2)),
                  where(own.name + " after the pass"));
  }

 private:
  void check_gradients() {
    const std::vector<Parameter*> parameters = network_.parameters();
    ASSERT_EQ(parameters.size(), entry_["grads"].size());
    std::size_t position = 0;
    for (const NamedTensor& own : network_.state())
      if (position < parameters.size() && own.tensor == &parameters[position]->value)
        expect_near(parameters[position++]->grad, entry_["grads"].at(own.name.substr(2)),
                    where("gradient of " + own.name));
    EXPECT_EQ(position, parameters.size());
  }

  std::string where(const std::string& what) const {
    return fmt::format("{} {} {}: {}", type(), entry_["options"].dump(),
                       entry_["mode"].get<std::string>(), what);
  }

  json entry_;
  Tensor x_;
  Network network_;
  Workspace workspace_;
};

void check_layers(Backend backend) {
  const test::Machine machine(2, backend);
  std::set<std::string> types;
  for (const json& entry : read_cases("layers")) {
    Case layer(entry, machine);
    layer.check();
    types.insert(layer.type());
  }
  // All but gradient_reversal, which torch does not have.
  EXPECT_EQ(types.size(), layer_types().size() - 1);
}

TEST(LayerGolden, LayersOnOneDnnEqualTorch) {
  check_layers(Backend::OneDnn);
}

TEST(LayerGolden, LayersOnEigenEqualTorch) {
  check_layers(Backend::Eigen);
}

TEST(LossGolden, LossesEqualTorch) {
  std::set<std::string> names;
  for (const json& entry : read_cases("losses")) {
    const auto name = entry["loss"].get<std::string>();
    const auto labels = entry["labels"].get<std::vector<std::int32_t>>();
    Tensor dlogits;
    const double loss = loss_function(name).evaluate(to_tensor(entry["logits"]), labels, &dlogits);
    const auto expected = entry["value"].get<double>();
    EXPECT_NEAR(loss, expected, kTolerance * std::max(1.0, expected)) << name;
    expect_near(dlogits, entry["dlogits"], name + " dlogits");
    names.insert(name);
  }
  EXPECT_EQ(names.size(), loss_functions().size());
}

}  // namespace
}  // namespace netdyno
