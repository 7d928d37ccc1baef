// SPDX-License-Identifier: MIT
//
// Twenty steps of each optimizer against torch.optim's, within 1e-6.

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "engine/optim/optimizer.h"

namespace netdyno {
namespace {

using nlohmann::json;

Parameter golden_parameter(const json& values, bool is_weight) {
  const auto numbers = values.get<std::vector<float>>();
  const Shape shape{static_cast<Index>(numbers.size())};
  Parameter parameter;
  parameter.value = Tensor(shape, numbers);
  parameter.grad = Tensor(shape);
  parameter.is_weight = is_weight;
  return parameter;
}

Options make_options(const OptimizerType& type, const json& values) {
  Options options(type.fields);
  for (const auto& [key, value] : values.items())
    options.set(type.fields, key,
                value.is_boolean() ? OptionValue(value.get<bool>()) : value.get<double>());
  return options;
}

void set_gradient(Parameter& parameter, const json& values) {
  const auto numbers = values.get<std::vector<float>>();
  std::ranges::copy(numbers, parameter.grad.data());
}

void expect_near(const Tensor& actual, const json& expected, const std::string& where) {
  for (Index i = 0; i < actual.size(); ++i)
    EXPECT_NEAR(actual.data()[i], expected[static_cast<std::size_t>(i)].get<float>(), 1e-6)
        << where << ", value " << i;
}

TEST(OptimizerGolden, TrajectoriesEqualTorch) {
  std::ifstream file(NETDYNO_GOLDEN_DIR "/optimizers.json");
  const json golden = json::parse(file);
  WorkerPool pool(1);
  std::size_t cases = 0;
  for (const json& entry : golden["cases"]) {
    const OptimizerType& type = optimizer_type(entry["kind"].get<std::string>());
    const std::unique_ptr<Optimizer> optimizer = type.make(make_options(type, entry["options"]));
    Parameter weight = golden_parameter(golden["weight"], true);
    Parameter bias = golden_parameter(golden["bias"], false);
    const std::array<Parameter*, 2> parameters{&weight, &bias};
    const Penalty penalty{.l2 = entry["l2"].get<double>()};
    for (std::size_t step = 0; step < entry["weights"].size(); ++step) {
      set_gradient(weight, golden["weight_grads"][step]);
      set_gradient(bias, golden["bias_grads"][step]);
      optimizer->step(parameters, entry["learning_rate"].get<double>(), penalty, pool);
      const std::string where =
          type.name + ", l2 " + entry["l2"].dump() + ", step " + std::to_string(step + 1);
      expect_near(weight.value, entry["weights"][step], where + ", weight");
      expect_near(bias.value, entry["biases"][step], where + ", bias");
    }
    ++cases;
  }
  EXPECT_EQ(cases, 2 * (optimizer_types().size() + 1))
      << "every optimizer and averaged momentum, with and without decay";
}

}  // namespace
}  // namespace netdyno
