// SPDX-License-Identifier: MIT
#include "engine/train/initialization.h"

#include <gtest/gtest.h>

#include "engine/nn/initializer.h"
#include "tests/support/tiny_training.h"

namespace netdyno {
namespace {

using test::tiny_recipe;
using test::weights_of;

class InitializationTest : public testing::TestWithParam<std::string> {
 protected:
  Trainer make(const std::vector<std::string>& overrides = {}, int threads = 1) {
    engines_.push_back(std::make_unique<test::TinyEngine>(threads));
    const Recipe recipe = tiny_recipe(overrides);
    return {recipe, test::tiny_data(recipe), *engines_.back()->kernels};
  }
  Trainer make_with_scheme(int threads = 1) {
    return make({"model.init={\"scheme\":\"" + GetParam() + "\"}"}, threads);
  }

  std::vector<std::unique_ptr<test::TinyEngine>> engines_;
};

TEST_P(InitializationTest, IsTheSameForTheSameSeedAndAnyThreads) {
  Trainer one = make_with_scheme(), again = make_with_scheme();
  EXPECT_EQ(weights_of(one.network()), weights_of(again.network()));
  Trainer two = make_with_scheme(2);
  const std::vector<float> a = weights_of(one.network()), b = weights_of(two.network());
  for (std::size_t i = 0; i < a.size(); ++i) EXPECT_NEAR(a[i], b[i], 1e-5);
}

TEST_P(InitializationTest, WorksInTheMiddleOfARun) {
  Trainer trainer = make();
  test::train(trainer, 5);
  trainer.reinitialize(default_init_spec(GetParam()));
  const std::vector<float> whole = weights_of(trainer.network());
  EXPECT_NE(whole, weights_of(make_with_scheme().network())) << "a re-draw draws afresh";
  test::train(trainer, 2);
  const Tensor conv = trainer.network().parameters()[0]->value;
  trainer.reinitialize(default_init_spec(GetParam()), 5);
  EXPECT_TRUE((trainer.network().parameters()[0]->value.array() == conv.array()).all());
  EXPECT_EQ(trainer.recipe().model.layers[5].init->scheme, GetParam());
  for (const double loss : test::train(trainer, 5)) EXPECT_TRUE(std::isfinite(loss));
}

TEST_P(InitializationTest, IsRepeatedByAResumedTrainer) {
  Trainer through = make_with_scheme();
  test::train(through, 5);
  Trainer resumed = make_with_scheme();
  resumed.load(through.save());
  for (Trainer* trainer : {&through, &resumed})
    trainer->reinitialize(default_init_spec(GetParam()));
  EXPECT_EQ(weights_of(resumed.network()), weights_of(through.network()));
}

INSTANTIATE_TEST_SUITE_P(DataDependent, InitializationTest,
                         testing::Values("lsuv", "krahenbuhl", "fixup"),
                         [](const auto& instance) { return instance.param; });

// Layer 0's outputs on the first training examples, which need not be those it was adapted to.
double first_layer_variance(Trainer& trainer) {
  Batch batch;
  Workspace workspace;
  read_batch(trainer.data().train, 0, 200, trainer.preprocessor(), batch);
  trainer.network().forward(batch.x, workspace, {});
  const auto y = workspace.outputs[0].array().cast<double>();
  return (y - y.mean()).square().mean();
}

TEST(DataDependentInitialization, FitsTheTrainingExamplesAsTheNetworkReceivesThem) {
  for (const char* preprocess : {"none", "standardize"}) {
    const Recipe recipe = tiny_recipe(
        {"model.init.scheme=lsuv", "batch_size=128", std::string("data.preprocess=") + preprocess});
    test::TinyEngine engine;
    Trainer trainer(recipe, test::tiny_data(recipe), *engine.kernels);
    EXPECT_NEAR(first_layer_variance(trainer), 1.0, 0.1) << preprocess;
    trainer.reinitialize(default_init_spec("krahenbuhl"), 0);
    EXPECT_NEAR(first_layer_variance(trainer), 1.0, 0.1) << preprocess;
  }
}

}  // namespace
}  // namespace netdyno
