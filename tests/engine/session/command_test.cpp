// SPDX-License-Identifier: MIT
#include "engine/session/command.h"

#include <gtest/gtest.h>

#include "engine/session/command_queue.h"
#include "engine/session/journal.h"

namespace netdyno {
namespace {

std::vector<Command> popped(std::vector<Command> commands) {
  CommandQueue queue;
  for (Command& command : commands) queue.push(std::move(command));
  std::vector<Command> result;
  while (std::optional<Command> command = queue.pop()) result.push_back(std::move(*command));
  return result;
}

TEST(CommandQueue, KeepsOnlyTheLastOfADraggedSlider) {
  const auto left = popped({SetLearningRate{0.1}, SetLearningRate{0.2}, SetLearningRate{0.3}});
  ASSERT_EQ(left.size(), 1u);
  EXPECT_EQ(std::get<SetLearningRate>(left[0]).learning_rate, 0.3);
}

TEST(CommandQueue, KeepsTheOrderOfDifferentKnobs) {
  const auto left = popped({SetLearningRate{0.1}, SetBatchSize{8}, SetLearningRate{0.2}});
  ASSERT_EQ(left.size(), 3u);
  EXPECT_EQ(std::get<SetLearningRate>(left[0]).learning_rate, 0.1);
}

TEST(CommandQueue, CoalescesPerLayerAndKey) {
  EXPECT_EQ(popped({SetLayerOption{4, "rate", 0.1}, SetLayerOption{4, "rate", 0.2}}).size(), 1u);
  EXPECT_EQ(popped({SetLayerOption{4, "rate", 0.1}, SetLayerOption{5, "rate", 0.2}}).size(), 2u);
  EXPECT_EQ(popped({SetOptimizerOption{"a", 0.1}, SetOptimizerOption{"b", 0.2}}).size(), 2u);
}

TEST(CommandQueue, KeepsOnlyTheLastChoiceOfAList) {
  EXPECT_EQ(popped({SetLoss{"hinge"}, SetLoss{"mse"}}).size(), 1u);
  EXPECT_EQ(popped({SetSchedule{{"cosine", {}}}, SetSchedule{{"step", {}}}}).size(), 1u);
  const auto left = popped({SetOptimizer{{.kind = "sgd", .options = {}}},
                            SetOptimizer{{.kind = "adam", .options = {}}}});
  ASSERT_EQ(left.size(), 1u);
  EXPECT_EQ(std::get<SetOptimizer>(left[0]).optimizer.kind, "adam");
}

TEST(CommandQueue, LosesNoStepAndNoRedraw) {
  EXPECT_EQ(popped({StepOnce{}, StepOnce{}, StepOnce{}}).size(), 3u);
  EXPECT_EQ(popped({Reinitialize{}, Reinitialize{}}).size(), 2u);
}

TEST(CommandQueue, KeepsTheSeedOfARestartThatAnotherRepeats) {
  EXPECT_EQ(popped({Restart{}, Restart{}}).size(), 1u);
  EXPECT_EQ(popped({Restart{7}, Restart{8}}).size(), 1u);
  EXPECT_EQ(popped({Restart{7}, Restart{}}).size(), 2u);
}

TEST(CommandQueue, TakesOverAChannel) {
  Channel<Command> channel(8);
  channel.push(Play{});
  channel.push(Pause{});
  CommandQueue queue;
  queue.pull(channel);
  EXPECT_TRUE(queue.has<Pause>());
  EXPECT_FALSE(queue.has<OpenRecipe>());
  EXPECT_FALSE(channel.try_pop());
}

TEST(Journal, HoldsKnobsOnly) {
  EXPECT_TRUE(is_journaled(SetLearningRate{0.1}));
  EXPECT_TRUE(is_journaled(Reinitialize{}));
  EXPECT_TRUE(is_journaled(SetOptimizer{}));
  EXPECT_TRUE(is_journaled(SetSchedule{}));
  EXPECT_TRUE(is_journaled(SetLoss{}));
  EXPECT_FALSE(is_journaled(Play{}));
  EXPECT_FALSE(is_journaled(Restart{}));
  EXPECT_FALSE(is_journaled(SetProbes{}));
}

}  // namespace
}  // namespace netdyno
