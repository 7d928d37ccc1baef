// SPDX-License-Identifier: MIT
#include "tests/support/tiny_training.h"

#include <nlohmann/json.hpp>

namespace netdyno::test {

namespace {

constexpr const char* kTiny = R"({
  "data": {"source": "gaussian", "examples": 300, "classes": 3, "train": 200, "validation": 60},
  "model": {"input": [1, 6, 6], "layers": [
      {"type": "conv", "filters": 2, "size": 3}, {"type": "relu"},
      {"type": "maxpool", "size": 2, "stride": 2}, {"type": "flatten"},
      {"type": "dropout", "rate": 0.3}, {"type": "dense", "units": 3}]},
  "optimizer": {"kind": "momentum", "learning_rate": 0.05}, "batch_size": 16, "epochs": 3})";

constexpr const char* kSlow = R"({
  "data": {"source": "gaussian", "examples": 600, "classes": 3, "train": 500, "validation": 100},
  "model": {"input": [1, 20, 20], "layers": [
      {"type": "conv", "filters": 8, "size": 5, "pad": 2}, {"type": "relu"},
      {"type": "conv", "filters": 8, "size": 5, "pad": 2}, {"type": "relu"},
      {"type": "maxpool", "size": 2, "stride": 2}, {"type": "flatten"},
      {"type": "dense", "units": 3}]},
  "batch_size": 100, "epochs": 100})";

}  // namespace

Recipe tiny_recipe(const std::vector<std::string>& overrides) {
  Json document = Json::parse(kTiny);
  for (const std::string& assignment : overrides) apply_override(document, assignment);
  return recipe_from_json(document);
}

Recipe endless_recipe() {
  return tiny_recipe({"epochs=1000000"});
}

Recipe slow_recipe() {
  return recipe_from_json(Json::parse(kSlow));
}

DataSplits tiny_data(const Recipe& recipe) {
  return load_splits(recipe.data.source, recipe.data.train, recipe.data.validation,
                     {recipe.model.input, recipe.seed, {}});
}

std::vector<float> weights_of(Network& network) {
  std::vector<float> weights;
  for (const NamedTensor& named : network.state())
    weights.insert(weights.end(), named.tensor->values().begin(), named.tensor->values().end());
  return weights;
}

std::vector<double> train(Trainer& trainer, int steps) {
  std::vector<double> losses;
  for (int i = 0; i < steps; ++i) losses.push_back(trainer.step().train_loss);
  return losses;
}

}  // namespace netdyno::test
