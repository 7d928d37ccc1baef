// SPDX-License-Identifier: MIT
#include "engine/optim/optimizer.h"

#include <gtest/gtest.h>

#include <limits>

#include "engine/core/error.h"

namespace netdyno {
namespace {

Parameter make_parameter(const std::vector<float>& values, bool is_weight = true) {
  const Shape shape{static_cast<Index>(values.size())};
  Parameter parameter;
  parameter.name = "weight";
  parameter.value = Tensor(shape, values);
  parameter.grad = Tensor(shape);
  parameter.is_weight = is_weight;
  return parameter;
}

std::unique_ptr<Optimizer> make_optimizer(
    const std::string& kind, const std::vector<std::pair<std::string, double>>& settings = {}) {
  const OptimizerType& type = optimizer_type(kind);
  Options options(type.fields);
  for (const auto& [key, value] : settings) options.set(type.fields, key, value);
  return type.make(options);
}

// A single value and what becomes of it under given gradients.
struct Table {
  std::unique_ptr<Optimizer> optimizer;
  double learning_rate = 1.0;
  Penalty penalty{};
  Parameter parameter = make_parameter({0.0f});
  WorkerPool pool{1};

  float after(float gradient) {
    Parameter* const parameters[] = {&parameter};
    parameter.grad.fill(gradient);
    optimizer->step(parameters, learning_rate, penalty, pool);
    return parameter.value.data()[0];
  }
};

TEST(Optimizer, SgdWithRateOneSubtractsTheGradient) {
  Table table{make_optimizer("sgd")};
  EXPECT_FLOAT_EQ(table.after(1.0f), -1.0f);
  EXPECT_FLOAT_EQ(table.after(-3.0f), 2.0f);
  EXPECT_FLOAT_EQ(table.after(0.5f), 1.5f);
}

TEST(Optimizer, MomentumZeroIsSgd) {
  Table table{make_optimizer("momentum", {{"momentum", 0.0}})};
  EXPECT_FLOAT_EQ(table.after(1.0f), -1.0f);
  EXPECT_FLOAT_EQ(table.after(-3.0f), 2.0f);
}

TEST(Optimizer, MomentumHalfKeepsHalfTheVelocity) {
  Table table{make_optimizer("momentum", {{"momentum", 0.5}})};
  EXPECT_FLOAT_EQ(table.after(1.0f), -1.0f);   // v = 1
  EXPECT_FLOAT_EQ(table.after(1.0f), -2.5f);   // v = 1.5
  EXPECT_FLOAT_EQ(table.after(0.0f), -3.25f);  // v = 0.75
}

TEST(Optimizer, AveragedMomentumHalfGoesHalfWayToTheGradient) {
  const OptimizerType& type = optimizer_type("momentum");
  Options options(type.fields);
  options.set(type.fields, "momentum", 0.5);
  options.set(type.fields, "averaged", true);
  Table table{type.make(options)};
  EXPECT_FLOAT_EQ(table.after(1.0f), -0.5f);      // v = 0.5
  EXPECT_FLOAT_EQ(table.after(1.0f), -1.25f);     // v = 0.75
  EXPECT_FLOAT_EQ(table.after(0.0f), -1.625f);    // v = 0.375
  EXPECT_FLOAT_EQ(table.after(-1.0f), -1.3125f);  // v = -0.3125
  EXPECT_THROW(table.optimizer->set_option("averaged", false), RecipeError) << "not live";
}

TEST(Optimizer, MomentumIsTheFormThatCarriesTheRateInItsVelocity) {
  // v ← μ v − η g; θ ← θ + v: the same path while η is constant.
  Table table{make_optimizer("momentum", {{"momentum", 0.75}}), 0.25};
  double velocity = 0, position = 0;
  for (const double gradient : {1.0, -3.0, 0.5, 2.0, 0.0}) {
    velocity = 0.75 * velocity - 0.25 * gradient;
    position += velocity;
    EXPECT_NEAR(table.after(static_cast<float>(gradient)), position, 1e-6);
  }
}

TEST(Optimizer, NesterovLooksAheadByTheVelocity) {
  Table table{make_optimizer("nesterov", {{"momentum", 0.5}})};
  EXPECT_FLOAT_EQ(table.after(1.0f), -1.5f);    // v = 1, step 1 + 0.5
  EXPECT_FLOAT_EQ(table.after(1.0f), -3.25f);   // v = 1.5, step 1 + 0.75
  EXPECT_FLOAT_EQ(table.after(0.0f), -3.625f);  // v = 0.75, step 0.375
}

TEST(Optimizer, AdagradDividesByTheRootOfAllSquares) {
  Table table{make_optimizer("adagrad")};
  EXPECT_NEAR(table.after(3.0f), -1.0f, 1e-6);              // s = 9
  EXPECT_NEAR(table.after(4.0f), -1.8f, 1e-6);              // s = 25
  EXPECT_NEAR(table.after(12.0f), -1.8 - 12.0 / 13, 1e-6);  // s = 169
}

TEST(Optimizer, RmspropWithDecayZeroStepsByTheSign) {
  Table table{make_optimizer("rmsprop", {{"decay", 0.0}})};
  EXPECT_NEAR(table.after(5.0f), -1.0f, 1e-6);
  EXPECT_NEAR(table.after(-0.01f), 0.0f, 1e-5);
  EXPECT_NEAR(table.after(2.0f), -1.0f, 1e-5);
}

TEST(Optimizer, RmspropKeepsAShareOfTheSquares) {
  Table table{make_optimizer("rmsprop", {{"decay", 0.75}})};
  EXPECT_NEAR(table.after(2.0f), -2.0f, 1e-6);                        // s = 1
  EXPECT_NEAR(table.after(1.0f), -3.0f, 1e-6);                        // s = 1
  EXPECT_NEAR(table.after(3.0f), -3.0 - 3.0 / std::sqrt(3.0), 1e-6);  // s = 3
}

TEST(Optimizer, AdamWithBetasZeroStepsByTheSign) {
  Table table{make_optimizer("adam", {{"beta1", 0.0}, {"beta2", 0.0}})};
  EXPECT_NEAR(table.after(7.0f), -1.0f, 1e-6);
  EXPECT_NEAR(table.after(-0.1f), 0.0f, 1e-6);
  EXPECT_NEAR(table.after(3.0f), -1.0f, 1e-6);
}

TEST(Optimizer, AdamCorrectsTheBiasOfBothMoments) {
  Table table{make_optimizer("adam", {{"beta1", 0.5}, {"beta2", 0.5}})};
  EXPECT_NEAR(table.after(1.0f), -1.0f, 1e-6);  // m/(1−½) = 1, v/(1−½) = 1
  EXPECT_NEAR(table.after(1.0f), -2.0f, 1e-6);
  // m = 0.375, v = 0.375, both divided by 1 − 1/8
  EXPECT_NEAR(table.after(0.0f), -2.0 - std::sqrt(0.375 / 0.875), 1e-6);
}

TEST(Optimizer, DefaultsAreTheContracts) {
  EXPECT_DOUBLE_EQ(make_optimizer("momentum")->options().real("momentum"), 0.9);
  EXPECT_DOUBLE_EQ(make_optimizer("nesterov")->options().real("momentum"), 0.9);
  EXPECT_DOUBLE_EQ(make_optimizer("rmsprop")->options().real("decay"), 0.99);
  EXPECT_DOUBLE_EQ(make_optimizer("adam")->options().real("beta1"), 0.9);
  EXPECT_DOUBLE_EQ(make_optimizer("adam")->options().real("beta2"), 0.999);
  for (const char* kind : {"adagrad", "rmsprop", "adam"})
    EXPECT_DOUBLE_EQ(make_optimizer(kind)->options().real("epsilon"), 1e-8) << kind;
}

TEST(Optimizer, AbsentOptionsTakeTheirDefaults) {
  for (const OptimizerType& type : optimizer_types())
    EXPECT_EQ(type.make(Options())->options(), Options(type.fields)) << type.name;
}

TEST(Optimizer, PenaltyPullsWeightsButNotBiases) {
  Parameter weight = make_parameter({2.0f, -2.0f, 0.0f});
  Parameter bias = make_parameter({2.0f}, false);
  Parameter* const parameters[] = {&weight, &bias};
  WorkerPool pool(1);
  make_optimizer("sgd")->step(parameters, 1.0, {.l2 = 0.25, .l1 = 0.125}, pool);
  EXPECT_FLOAT_EQ(weight.value.data()[0], 2.0f - 0.5f - 0.125f);
  EXPECT_FLOAT_EQ(weight.value.data()[1], -2.0f + 0.5f + 0.125f);
  EXPECT_FLOAT_EQ(weight.value.data()[2], 0.0f);
  EXPECT_FLOAT_EQ(bias.value.data()[0], 2.0f);
}

TEST(Optimizer, GradientsStayAsTheyAre) {
  for (const OptimizerType& type : optimizer_types()) {
    Table table{make_optimizer(type.name)};
    table.penalty = {.l2 = 0.1, .l1 = 0.1};
    table.parameter.value.fill(3.0f);
    table.after(0.75f);
    EXPECT_EQ(table.parameter.grad.data()[0], 0.75f) << type.name;
  }
}

TEST(Optimizer, AGradientThatIsNotANumberSpoilsItsOwnWeightOnly) {
  for (const OptimizerType& type : optimizer_types()) {
    Parameter weight = make_parameter(std::vector<float>(33, 1.0f));
    Parameter* const parameters[] = {&weight};
    weight.grad.fill(0.5f);
    weight.grad.data()[7] = std::numeric_limits<float>::quiet_NaN();
    WorkerPool pool(1);
    type.make(Options())->step(parameters, 0.1, {}, pool);
    for (Index i = 0; i < 33; ++i)
      EXPECT_EQ(std::isfinite(weight.value.data()[i]), i != 7) << type.name << ", value " << i;
  }
}

TEST(Optimizer, LiveOptionsChangeBetweenSteps) {
  Table table{make_optimizer("momentum", {{"momentum", 0.5}})};
  table.after(1.0f);
  table.optimizer->set_option("momentum", 0.0);
  EXPECT_FLOAT_EQ(table.after(1.0f), -2.0f);
  EXPECT_THROW(table.optimizer->set_option("momentum", 1.0), RecipeError);
  EXPECT_THROW(table.optimizer->set_option("momentun", 0.5), RecipeError);
}

TEST(Optimizer, AForgottenParameterStartsAfresh) {
  for (const OptimizerType& type : optimizer_types()) {
    Table fresh{make_optimizer(type.name)};
    fresh.learning_rate = 0.5;
    const float first = fresh.after(0.25f);
    Table used{make_optimizer(type.name)};
    used.learning_rate = 0.5;
    for (int i = 0; i < 10; ++i) used.after(2.0f);
    used.optimizer->forget(0);
    used.parameter.value.fill(0.0f);
    EXPECT_FLOAT_EQ(used.after(0.25f), first) << type.name;
  }
}

TEST(Optimizer, AnUnknownNameSuggestsTheNearest) {
  try {
    optimizer_type("momentun");
    FAIL() << "an unknown optimizer was accepted";
  } catch (const RecipeError& error) {
    EXPECT_EQ(error.path(), "kind");
    EXPECT_EQ(error.hint(), "Did you mean \"momentum\"?");
  }
}

TEST(Optimizer, AnotherSetOfParametersIsRefused) {
  Table table{make_optimizer("momentum")};
  table.after(1.0f);
  Parameter other = make_parameter({0.0f, 0.0f});
  Parameter* const changed[] = {&other};
  EXPECT_THROW(table.optimizer->step(changed, 1.0, {}, table.pool), ContractError);
  Parameter* const more[] = {&table.parameter, &other};
  EXPECT_THROW(table.optimizer->step(more, 1.0, {}, table.pool), ContractError);
}

}  // namespace
}  // namespace netdyno
