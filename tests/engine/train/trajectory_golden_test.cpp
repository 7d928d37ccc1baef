// SPDX-License-Identifier: MIT
//
// Whole trainings against PyTorch's, from the same weights and minibatches: each loss within 1e-4
// of its size, the last weights and running averages within 1e-3.

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>

#include "engine/train/trainer.h"
#include "tests/support/tiny_training.h"

namespace netdyno {
namespace {

// The numbers of make_trajectories.py: a hash of 32 bits, Murmur3's last step.
std::uint32_t mixed(std::uint32_t number) {
  number ^= number >> 16;
  number *= 0x85EBCA6Bu;
  number ^= number >> 13;
  number *= 0xC2B2AE35u;
  return number ^ number >> 16;
}

std::uint32_t hash(std::uint32_t stream, std::size_t i) {
  return mixed(stream * 1000003u + static_cast<std::uint32_t>(i) + 1u);
}

void fill(std::uint32_t stream, double scale, std::span<float> values) {
  for (std::size_t i = 0; i < values.size(); ++i)
    values[i] = static_cast<float>(((hash(stream, i) >> 16) / 32768.0 - 1.0) * scale);
}

Recipe make_recipe(const Json& entry) {
  Json document;
  document["data"] = {{"source", "gaussian"}};  // stands for the data below
  for (const char* key : {"model", "optimizer", "loss", "penalty", "batch_size"})
    if (entry.contains(key)) document[key] = entry[key];
  document["shuffle"] = false;
  return recipe_from_json(document);
}

DataSplits make_data(const Recipe& recipe, Index examples) {
  const auto classes =
      static_cast<std::uint32_t>(recipe.model.layers.back().options.integer("units"));
  std::vector<float> x(static_cast<std::size_t>(examples * recipe.model.input.size()));
  fill(1000, 2.0, x);
  std::vector<std::int32_t> labels;
  for (std::size_t i = 0; i < static_cast<std::size_t>(examples); ++i)
    labels.push_back(static_cast<std::int32_t>((hash(2000, i) >> 8) % classes));
  const auto data = std::make_shared<const Dataset>("hashed", recipe.model.input, x, labels,
                                                    std::vector<std::string>(classes, "class"));
  return {.train = {data, 0, examples}, .validation = {data, examples, 0}};
}

void set_weights(Network& network) {
  std::uint32_t stream = 0;
  for (Parameter* parameter : network.parameters()) {
    const Shape& shape = parameter->value.shape();
    const auto inputs = static_cast<double>(parameter->value.size() / shape[0]);
    if (shape.rank() > 1)
      fill(stream, std::sqrt(3.0 / inputs), parameter->value.values());
    else if (parameter->name == "bias")
      parameter->value.fill(0.0f);
    ++stream;
  }
}

void expect_weights(Network& network, const Json& expected, const std::string& name) {
  for (const NamedTensor& named : network.state()) {
    ASSERT_TRUE(expected.contains(named.name)) << name << ", " << named.name;
    const auto values = expected[named.name].get<std::vector<float>>();
    ASSERT_EQ(static_cast<Index>(values.size()), named.tensor->size());
    for (std::size_t i = 0; i < values.size(); ++i)
      EXPECT_NEAR(named.tensor->values()[i], values[i], 1e-3)
          << name << ", " << named.name << "[" << i << "]";
  }
}

TEST(TrajectoryGolden, EqualsTorch) {
  std::ifstream file(NETDYNO_GOLDEN_DIR "/trajectories.json");
  const Json golden = Json::parse(file);
  test::TinyEngine engine;
  for (const Json& entry : golden["cases"]) {
    const std::string name = entry["name"];
    const Recipe recipe = make_recipe(entry);
    Trainer trainer(recipe, make_data(recipe, golden["examples"]), *engine.kernels);
    set_weights(trainer.network());
    for (std::size_t step = 0; step < entry["losses"].size(); ++step) {
      const double expected = entry["losses"][step];
      ASSERT_NEAR(trainer.step().train_loss, expected, 1e-4 * expected + 1e-6)
          << name << ", step " << step + 1;
    }
    EXPECT_EQ(trainer.steps_taken(), 100);
    expect_weights(trainer.network(), entry["weights"], name);
  }
  EXPECT_EQ(golden["cases"].size(), 16u);
}

}  // namespace
}  // namespace netdyno
