// SPDX-License-Identifier: MIT
#include "engine/train/trainer.h"

#include <gtest/gtest.h>

#include "engine/core/error.h"
#include "engine/nn/initializer.h"
#include "engine/nn/loss.h"
#include "tests/support/tiny_training.h"

namespace netdyno {
namespace {

using test::tiny_recipe;
using test::weights_of;

class TrainerTest : public testing::Test {
 protected:
  Trainer make(const Recipe& recipe) { return {recipe, test::tiny_data(recipe), *engine_.kernels}; }

  test::TinyEngine engine_;
};

TEST_F(TrainerTest, CountsStepsFromOneAndEpochsByExamples) {
  Trainer trainer = make(tiny_recipe());
  EXPECT_EQ(trainer.steps_taken(), 0);
  const StepResult first = trainer.step();
  EXPECT_EQ(first.step, 1);
  EXPECT_EQ(first.examples, 16);
  EXPECT_DOUBLE_EQ(first.epoch, 16.0 / 200.0);
  for (int i = 1; i < 12; ++i) EXPECT_FALSE(trainer.step().ends_epoch);
  const StepResult last = trainer.step();
  EXPECT_TRUE(last.ends_epoch);
  EXPECT_EQ(last.examples, 8);
  EXPECT_DOUBLE_EQ(last.epoch, 1.0);
  EXPECT_EQ(trainer.finished_epochs(), 1);
}

TEST_F(TrainerTest, ReportsTheLossBeforeTheUpdate) {
  const Recipe recipe = tiny_recipe({"model.layers[4].rate=0", "shuffle=false", "penalty.l2=0.5"});
  Trainer trainer = make(recipe);
  Batch batch;
  Workspace workspace;
  read_batch(trainer.data().train, 0, 16, trainer.preprocessor(), batch);
  const Tensor& logits = trainer.network().forward(batch.x, workspace, {});
  const double loss = loss_function("softmax").evaluate(logits, batch.labels, nullptr);
  const double penalty = penalty_value(recipe.penalty, trainer.network().parameters());
  const StepResult first = trainer.step();
  EXPECT_DOUBLE_EQ(first.train_loss, loss);
  EXPECT_DOUBLE_EQ(first.penalty, penalty);
  EXPECT_DOUBLE_EQ(first.train_accuracy,
                   static_cast<double>(count_correct(logits, batch.labels)) / 16.0);
}

TEST_F(TrainerTest, StepsByTheScheduledLearningRate) {
  Trainer trainer = make(tiny_recipe({"schedule={\"kind\":\"step\",\"every\":1,\"factor\":0.5}"}));
  for (int i = 0; i < 13; ++i) EXPECT_DOUBLE_EQ(trainer.step().learning_rate, 0.05);
  EXPECT_DOUBLE_EQ(trainer.step().learning_rate, 0.025);
}

TEST_F(TrainerTest, RefusesToWaitForValidationsThatNeverCome) {
  const auto refusal = [&](const Recipe& recipe) -> std::string {
    try {
      make(recipe);
    } catch (const RecipeError& error) {
      return error.path();
    }
    return "";
  };
  EXPECT_EQ(refusal(tiny_recipe({"data.validation=0", "early_stopping.patience=2"})),
            "early_stopping.patience");
  EXPECT_EQ(refusal(tiny_recipe({"data.validation=0", "schedule={\"kind\":\"plateau\"}"})),
            "schedule.kind");

  Trainer trainer = make(tiny_recipe({"data.validation=0"}));
  EXPECT_THROW(trainer.set_early_stopping({.patience = 1}), RecipeError);
  EXPECT_THROW(trainer.set_schedule({"plateau", {}}), RecipeError);
  trainer.set_schedule({"cosine", {}});
  EXPECT_EQ(trainer.recipe().schedule.kind, "cosine");
  EXPECT_EQ(trainer.recipe().early_stopping.patience, 0);
}

TEST_F(TrainerTest, LowersTheRateOnAPlateauOfTheValidationLoss) {
  Trainer trainer = make(tiny_recipe({"schedule={\"kind\":\"plateau\",\"patience\":0}"}));
  trainer.observe_validation({.loss = 1.0});
  EXPECT_DOUBLE_EQ(trainer.step().learning_rate, 0.05);
  trainer.observe_validation({.loss = 1.0});
  EXPECT_DOUBLE_EQ(trainer.step().learning_rate, 0.005);
  trainer.set_loss("mse");
  EXPECT_DOUBLE_EQ(trainer.step().learning_rate, 0.05) << "the losses so far tell nothing of it";
}

TEST_F(TrainerTest, UpdatesByPlainGradientDescent) {
  Trainer trainer = make(tiny_recipe({"optimizer={\"kind\":\"sgd\",\"learning_rate\":0.5}"}));
  const std::vector<Parameter*> parameters = trainer.network().parameters();
  const float before = parameters[0]->value.values()[0];
  trainer.step();
  EXPECT_FLOAT_EQ(parameters[0]->value.values()[0],
                  before - 0.5f * parameters[0]->grad.values()[0]);
}

TEST_F(TrainerTest, TakesAChangedKnobIntoTheVeryNextStep) {
  Trainer trainer = make(tiny_recipe());
  trainer.step();
  trainer.set_learning_rate(0.5);
  trainer.set_batch_size(7);
  const StepResult next = trainer.step();
  EXPECT_DOUBLE_EQ(next.learning_rate, 0.5);
  EXPECT_EQ(next.examples, 7);
  trainer.set_layer_option(4, "rate", 0.9);
  trainer.step();
  const auto dropped = trainer.workspace().outputs[4].array();
  EXPECT_GT((dropped == 0.0f).count(), dropped.size() / 2);
}

TEST_F(TrainerTest, ShowsEveryChangeInTheRecipe) {
  Trainer trainer = make(tiny_recipe());
  trainer.set_learning_rate(0.5);
  trainer.set_optimizer_option("momentum", 0.5);
  trainer.set_penalty({.l2 = 0.25, .l1 = 0.125});
  trainer.set_batch_size(5);
  trainer.set_layer_option(4, "rate", 0.75);
  trainer.set_preprocess("standardize");
  trainer.set_augmentation({{"rotate", {}}});
  trainer.reinitialize(default_init_spec("xavier"));
  const Recipe& now = trainer.recipe();
  EXPECT_EQ(now.optimizer.learning_rate, 0.5);
  EXPECT_EQ(now.optimizer.options.real("momentum"), 0.5);
  EXPECT_EQ(now.penalty, (Penalty{.l2 = 0.25, .l1 = 0.125}));
  EXPECT_EQ(now.batch_size, 5);
  EXPECT_EQ(now.model.layers[4].options.real("rate"), 0.75);
  EXPECT_EQ(now.data.preprocess, "standardize");
  ASSERT_EQ(now.data.augment.size(), 1u);
  EXPECT_EQ(now.data.augment[0].options.real("degrees"), 10);
  EXPECT_EQ(now.model.init.scheme, "xavier");
}

TEST_F(TrainerTest, ChangesTheOptimizerInMidRun) {
  Trainer trainer = make(tiny_recipe());
  test::train(trainer, 5);
  trainer.set_optimizer({"sgd", 0.5, {}});
  const std::vector<Parameter*> parameters = trainer.network().parameters();
  const float before = parameters[0]->value.values()[0];
  EXPECT_DOUBLE_EQ(trainer.step().learning_rate, 0.5);
  EXPECT_FLOAT_EQ(parameters[0]->value.values()[0],
                  before - 0.5f * parameters[0]->grad.values()[0]);
  EXPECT_EQ(trainer.recipe().optimizer, (OptimizerSpec{"sgd", 0.5, {}}));
}

TEST_F(TrainerTest, StartsTheMomentsOfANewOptimizerAtZero) {
  Trainer trainer = make(tiny_recipe());
  test::train(trainer, 5);
  trainer.set_optimizer(trainer.recipe().optimizer);
  const std::vector<Parameter*> parameters = trainer.network().parameters();
  const float before = parameters[0]->value.values()[0];
  trainer.step();  // the velocity is this gradient alone
  EXPECT_FLOAT_EQ(parameters[0]->value.values()[0],
                  before - 0.05f * parameters[0]->grad.values()[0]);
}

TEST_F(TrainerTest, ChangesScheduleAndLossInMidRun) {
  Trainer trainer = make(tiny_recipe());
  test::train(trainer, 12);
  trainer.set_schedule({"epoch-decay", {}});
  trainer.step();
  EXPECT_DOUBLE_EQ(trainer.step().learning_rate, 0.05 * 0.97);
  EXPECT_EQ(trainer.recipe().schedule.options.real("factor"), 0.97) << "completed";
  trainer.set_loss("mse");
  const StepResult next = trainer.step();
  const Tensor& logits = trainer.workspace().outputs.back();
  EXPECT_DOUBLE_EQ(next.train_loss,
                   loss_function("mse").evaluate(logits, trainer.batch().labels, nullptr));
}

TEST_F(TrainerTest, RestoresTheBestWeightsWithoutMoments) {
  Trainer trainer = make(tiny_recipe({"early_stopping.patience=1"}));
  EXPECT_THROW(trainer.restore_best(), Error);
  test::train(trainer, 3);
  trainer.observe_validation({.loss = 0.5});
  const std::vector<float> best = weights_of(trainer.network());
  test::train(trainer, 3);
  trainer.observe_validation({.loss = 0.7});
  EXPECT_TRUE(trainer.should_stop());
  EXPECT_EQ(trainer.restore_best().step, 3);
  EXPECT_EQ(weights_of(trainer.network()), best);
  EXPECT_FALSE(trainer.should_stop());
  for (const auto& [name, tensor] : trainer.save().tensors) {
    if (!name.starts_with("moment")) continue;
    EXPECT_TRUE((tensor.array() == 0.0f).all()) << name;
  }
}

TEST_F(TrainerTest, ForgetsWhatWasBestWhereItNoLongerCompares) {
  const Recipe recipe = tiny_recipe({"early_stopping.patience=9"});
  const auto is_kept_after = [&](const auto& change) {
    Trainer trainer = make(recipe);
    trainer.observe_validation({.loss = 0.5, .accuracy = 0.5});
    change(trainer);
    return trainer.best_weights().has_value();
  };
  EXPECT_TRUE(is_kept_after([](Trainer& t) { t.set_early_stopping({.patience = 5}); }));
  EXPECT_TRUE(is_kept_after([](Trainer& t) { t.set_optimizer({"sgd", 0.1, {}}); }));
  EXPECT_FALSE(is_kept_after([](Trainer& t) { t.set_early_stopping({.patience = 0}); }));
  EXPECT_FALSE(is_kept_after(
      [](Trainer& t) { t.set_early_stopping({.patience = 9, .metric = "accuracy"}); }));
  EXPECT_FALSE(is_kept_after([](Trainer& t) { t.set_loss("hinge"); }));
  EXPECT_FALSE(is_kept_after([](Trainer& t) { t.set_preprocess("standardize"); }));
  EXPECT_FALSE(is_kept_after([](Trainer& t) { t.reinitialize(default_init_spec("he")); }));
}

TEST_F(TrainerTest, RefusesBadKnobsAndStaysAsItWas) {
  Trainer trainer = make(tiny_recipe());
  const Recipe before = trainer.recipe();
  const std::vector<float> weights = weights_of(trainer.network());
  EXPECT_THROW(trainer.set_learning_rate(0), RecipeError);
  EXPECT_THROW(trainer.set_learning_rate(std::nan("")), RecipeError);
  EXPECT_THROW(trainer.set_optimizer_option("momentum", 1.0), RecipeError);
  EXPECT_THROW(trainer.set_optimizer_option("momentun", 0.5), RecipeError);
  EXPECT_THROW(trainer.set_penalty({.l2 = -1, .l1 = 0}), RecipeError);
  EXPECT_THROW(trainer.set_batch_size(0), RecipeError);
  EXPECT_THROW(trainer.set_layer_option(4, "rate", 1.5), RecipeError);
  EXPECT_THROW(trainer.set_layer_option(0, "filters", std::int64_t{4}), RecipeError);
  EXPECT_THROW(trainer.set_layer_option(9, "rate", 0.5), RecipeError);
  EXPECT_THROW(trainer.set_preprocess("mean-imagee"), RecipeError);
  EXPECT_THROW(trainer.set_augmentation({{"flip", {}}, {"flop", {}}}), RecipeError);
  EXPECT_THROW(trainer.set_optimizer({"adamm", 0.1, {}}), RecipeError);
  EXPECT_THROW(trainer.set_optimizer({"adam", 0.0, {}}), RecipeError);
  EXPECT_THROW(trainer.set_optimizer({"sgd", 0.1, before.optimizer.options}), RecipeError);
  EXPECT_THROW(trainer.set_schedule({"cosin", {}}), RecipeError);
  EXPECT_THROW(trainer.set_schedule({"cosine", before.optimizer.options}), RecipeError);
  EXPECT_THROW(trainer.set_loss("softmaxx"), RecipeError);
  EXPECT_THROW(trainer.set_early_stopping({.metric = "los"}), RecipeError);
  EXPECT_THROW(trainer.reinitialize({.scheme = "hee", .options = {}}), RecipeError);
  EXPECT_THROW(trainer.reinitialize(default_init_spec("he"), 1), RecipeError);
  EXPECT_THROW(trainer.reinitialize(default_init_spec("he"), 6), RecipeError);
  EXPECT_EQ(trainer.recipe(), before);
  EXPECT_EQ(weights_of(trainer.network()), weights);
}

TEST_F(TrainerTest, NamesTheRecipePathOfWhatItRefuses) {
  Trainer trainer = make(tiny_recipe());
  const auto path_of = [](const auto& change) -> std::string {
    try {
      change();
    } catch (const RecipeError& error) {
      return error.path();
    }
    return "nothing was refused";
  };
  EXPECT_EQ(path_of([&] { trainer.set_preprocess("x"); }), "data.preprocess");
  EXPECT_EQ(path_of([&] { trainer.set_augmentation({{"x", {}}}); }), "data.augment[0].type");
  EXPECT_EQ(path_of([&] { trainer.set_optimizer_option("x", 0.5); }), "optimizer.x");
  EXPECT_EQ(path_of([&] { trainer.set_optimizer({"x", 0.5, {}}); }), "optimizer.kind");
  EXPECT_EQ(path_of([&] { trainer.set_schedule({"x", {}}); }), "schedule.kind");
  EXPECT_EQ(path_of([&] { trainer.set_loss("x"); }), "loss");
  EXPECT_EQ(path_of([&] { trainer.set_early_stopping({.metric = "x"}); }), "early_stopping.metric");
  EXPECT_EQ(path_of([&] { trainer.set_layer_option(4, "rate", 2.0); }), "model.layers[4].rate");
}

TEST_F(TrainerTest, DrawsOtherWeightsEachTimeAndForgetsTheirMoments) {
  Trainer trainer = make(tiny_recipe());
  const std::vector<float> initial = weights_of(trainer.network());
  test::train(trainer, 3);
  trainer.reinitialize(default_init_spec("he"));
  const std::vector<float> first = weights_of(trainer.network());
  trainer.reinitialize(default_init_spec("he"));
  EXPECT_NE(first, initial);
  EXPECT_NE(weights_of(trainer.network()), first);
  for (const auto& [name, tensor] : trainer.save().tensors) {
    if (!name.starts_with("moment")) continue;
    EXPECT_TRUE((tensor.array() == 0.0f).all()) << name;
  }
}

TEST_F(TrainerTest, DrawsOneLayerAndLeavesTheOthers) {
  Trainer trainer = make(tiny_recipe());
  test::train(trainer, 3);
  const Tensor conv = trainer.network().parameters()[0]->value;
  trainer.reinitialize(default_init_spec("zero"), 5);
  EXPECT_TRUE((trainer.network().parameters()[0]->value.array() == conv.array()).all());
  EXPECT_TRUE((trainer.network().parameters()[2]->value.array() == 0.0f).all());
  for (const auto& [name, tensor] : trainer.save().tensors) {
    if (name == "moment0.0.weight") {
      EXPECT_TRUE((tensor.array() != 0.0f).any());
    } else if (name == "moment0.5.weight") {
      EXPECT_TRUE((tensor.array() == 0.0f).all());
    }
  }
}

TEST_F(TrainerTest, PreparesTheNextMinibatchAnew) {
  Trainer trainer = make(tiny_recipe({"shuffle=false"}));
  trainer.set_preprocess("mean-image");
  trainer.step();
  Batch expected;
  read_batch(trainer.data().train, 0, 16, *preprocessing("mean-image").fit(trainer.data().train),
             expected);
  EXPECT_TRUE((trainer.batch().x.array() == expected.x.array()).all());
}

TEST_F(TrainerTest, AugmentsTheNextMinibatchAnew) {
  const Recipe recipe = tiny_recipe({"shuffle=false"});
  Trainer plain = make(recipe);
  Trainer trainer = make(recipe);
  trainer.step();
  AugmentSpec mirror{"flip", Options(augmentation("flip").fields)};
  mirror.options.set(augmentation("flip").fields, "probability", 1.0);
  trainer.set_augmentation({mirror});
  trainer.step();
  plain.step(), plain.step();
  for (Index row = 0; row < 16 * 6; ++row) {
    const auto found = trainer.batch().x.values().subspan(static_cast<std::size_t>(row) * 6, 6);
    const auto before = plain.batch().x.values().subspan(static_cast<std::size_t>(row) * 6, 6);
    ASSERT_TRUE(std::equal(found.begin(), found.end(), before.rbegin())) << row;
  }
}

TEST_F(TrainerTest, RefusesANetworkThatDoesNotFitTheData) {
  const Recipe recipe = tiny_recipe();
  const DataSplits data = test::tiny_data(recipe);
  EXPECT_THROW(Trainer(tiny_recipe({"model.input=[1,8,8]"}), data, *engine_.kernels), RecipeError);
  EXPECT_THROW(Trainer(tiny_recipe({"model.layers[5].units=2"}), data, *engine_.kernels),
               RecipeError);
}

TEST_F(TrainerTest, RefusesAStateThatDoesNotFit) {
  Trainer trainer = make(tiny_recipe());
  Trainer::State state = trainer.save();
  Trainer other = make(tiny_recipe({"model.layers[0].filters=3"}));
  EXPECT_THROW(other.load(state), Error);
  state.tensors.pop_back();
  state.tensors.front().first = "0.wait";
  EXPECT_THROW(trainer.load(state), Error);
  EXPECT_THROW(trainer.load({.tensors = {}, .meta = "{"}), Error);
}

}  // namespace
}  // namespace netdyno
