// SPDX-License-Identifier: MIT
//
// Every recipe of assets/recipes: it is read, its network is built and trains.

#include <gtest/gtest.h>

#include <filesystem>

#include "engine/nn/summary.h"
#include "tests/support/tiny_training.h"

namespace netdyno {
namespace {

const std::filesystem::path kFolder = std::filesystem::path(NETDYNO_SOURCE_DIR) / "assets/recipes";

std::vector<std::string> names() {
  std::vector<std::string> found;
  for (const auto& entry : std::filesystem::directory_iterator(kFolder))
    if (entry.path().extension() == ".json") found.push_back(entry.path().stem().string());
  std::ranges::sort(found);
  return found;
}

// The recipe with a few generated examples in place of its data; points of the plane are generated
// as they are.
Recipe few_examples(const std::string& name) {
  const std::filesystem::path file = kFolder / (name + ".json");
  if (read_recipe(file).model.input == Shape{2})
    return read_recipe(file, {"data.examples=8", "data.validation=0", "batch_size=4"});
  return read_recipe(
      file, {"data={\"source\":\"gaussian\",\"examples\":8,\"validation\":0}", "batch_size=4"});
}

class ShippedRecipe : public testing::TestWithParam<std::string> {};

TEST_P(ShippedRecipe, TrainsWithAFiniteLoss) {
  EXPECT_NO_THROW(read_recipe(kFolder / (GetParam() + ".json")));
  const Recipe recipe = few_examples(GetParam());
  test::TinyEngine engine;
  Trainer trainer(recipe, test::tiny_data(recipe), *engine.kernels);
  const NetworkSummary summary = summarize(trainer.network(), recipe.batch_size,
                                           optimizer_type(recipe.optimizer.kind).moments);
  EXPECT_EQ(summary.parameters, trainer.network().parameter_count());
  EXPECT_EQ(summary.layers.back().output, (Shape{trainer.data().dataset()->num_classes()}));
  for (const double loss : test::train(trainer, 3)) EXPECT_TRUE(std::isfinite(loss));
}

INSTANTIATE_TEST_SUITE_P(Folder, ShippedRecipe, testing::ValuesIn(names()),
                         [](const auto& instance) {
                           std::string name = instance.param;
                           std::ranges::replace(name, '-', '_');
                           return name;
                         });

// Every generator of the plane has a recipe of its name, and its network learns it.
TEST(ShippedRecipes, LearnThePlane) {
  for (const std::string name : {"spiral", "circles", "xor", "moons", "blobs"}) {
    const Recipe recipe = read_recipe(kFolder / (name + ".json"));
    EXPECT_EQ(recipe.data.source.source, name);
    test::TinyEngine engine;
    Trainer trainer(recipe, test::tiny_data(recipe), *engine.kernels);
    test::train(trainer, 1500);
    double correct = 0, count = 0;
    for (int i = 0; i < 20; ++i) {
      const StepResult record = trainer.step();
      correct += record.train_accuracy;
      ++count;
    }
    EXPECT_GT(correct / count, 0.9) << name;
  }
}

std::size_t count_weighted(const std::vector<LayerSpec>& layers) {
  std::size_t count = 0;
  for (const LayerSpec& layer : layers)
    count += count_weighted(layer.layers) + (layer.type == "conv" || layer.type == "dense");
  return count;
}

TEST(ShippedRecipes, PlainAndResidualNetsDifferByTheirShortcutsAlone) {
  for (const std::string depth : {"20", "56"}) {
    const Recipe plain = few_examples("plain-" + depth),
                 residual = few_examples("residual-" + depth);
    EXPECT_EQ(count_weighted(plain.model.layers), std::stoul(depth));
    EXPECT_EQ(count_weighted(residual.model.layers), std::stoul(depth));
    test::TinyEngine engine;
    EXPECT_EQ(Network(plain.model, *engine.kernels).parameter_count(),
              Network(residual.model, *engine.kernels).parameter_count());
    EXPECT_EQ(plain.optimizer, residual.optimizer);
    EXPECT_EQ(plain.epochs, residual.epochs);
  }
}

}  // namespace
}  // namespace netdyno
