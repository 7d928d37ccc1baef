// SPDX-License-Identifier: MIT
//
// Who looks on steps no run: the types do not let them. That a file outside of training asks for
// more than a const Trainer or a const Run is what tests/layering refuses.
#include <gtest/gtest.h>

#include <concepts>
#include <type_traits>

#include "engine/run/run.h"
#include "engine/study/gradient_check.h"
#include "engine/study/overfit.h"
#include "engine/study/range_test.h"
#include "engine/study/sensitivity.h"
#include "tests/support/tiny_training.h"

namespace netdyno {
namespace {

template <typename T>
concept CanStep = requires(T& subject) {
  subject.step();
}
|| requires(T& subject) {
  subject.advance();
};
template <typename T>
concept CanChange = requires(T& subject) {
  subject.set_learning_rate(0.1);
}
|| requires(T& subject) {
  subject.restore_best();
}
|| requires(T& subject) {
  subject.finish();
}
|| requires(T& subject) {
  subject.swap_average();
};

static_assert(CanStep<Trainer> && CanChange<Trainer> && CanStep<Run> && CanChange<Run>);
static_assert(!CanStep<const Trainer> && !CanChange<const Trainer>);
static_assert(!CanStep<const Run> && !CanChange<const Run>);

template <typename T>
using NetworkOf = decltype(std::declval<T&>().network());
template <typename T>
using TrainerOf = decltype(std::declval<T&>().trainer());
static_assert(std::same_as<NetworkOf<const Trainer>, const Network&>);
static_assert(std::same_as<TrainerOf<const Run>, const Trainer&>);

// Studies ask for no more.
static_assert(std::constructible_from<Sensitivity, const Trainer&>);
static_assert(std::constructible_from<RangeTest, const Trainer&, const RangeTestOptions&>);
static_assert(std::constructible_from<Overfit, const Trainer&, const OverfitOptions&>);
static_assert(
    std::constructible_from<GradientCheck, const Network&, Batch, const GradientCheckOptions&>);

TEST(LookingOn, MeasuresTheAverageWithoutTouchingTheWeights) {
  const Recipe recipe = test::tiny_recipe({"averaging.kind=uniform"});
  test::TinyEngine engine;
  Trainer trainer(recipe, test::tiny_data(recipe), *engine.kernels);
  test::train(trainer, 5);
  const std::vector<float> weights = test::weights_of(trainer.network());
  const Trainer& looked_at = trainer;
  const std::unique_ptr<Network> measured = looked_at.copy_measured();
  EXPECT_EQ(test::weights_of(trainer.network()), weights);
  EXPECT_NE(test::weights_of(*measured), weights);
  const std::vector<NamedValue> state = looked_at.measured_state();
  ASSERT_EQ(state.size(), trainer.average().values().size());
  for (std::size_t i = 0; i < state.size(); ++i)
    EXPECT_EQ(state[i].tensor, &trainer.average().values()[i]) << state[i].name;
}

TEST(LookingOn, MeasuresTheWeightsWhereThereIsNoAverage) {
  const Recipe recipe = test::tiny_recipe();
  test::TinyEngine engine;
  Trainer trainer(recipe, test::tiny_data(recipe), *engine.kernels);
  test::train(trainer, 3);
  EXPECT_EQ(test::weights_of(*trainer.copy_measured()), test::weights_of(trainer.network()));
}

}  // namespace
}  // namespace netdyno
