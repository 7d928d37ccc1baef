// SPDX-License-Identifier: MIT
#include "engine/session/command.h"

#include <gtest/gtest.h>

#include "engine/session/command_queue.h"

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
  const auto left =
      popped({SetKnob{"optimizer.learning_rate", 0.1}, SetKnob{"optimizer.learning_rate", 0.2},
              SetKnob{"optimizer.learning_rate", 0.3}});
  ASSERT_EQ(left.size(), 1u);
  EXPECT_EQ(std::get<SetKnob>(left[0]).value.number(), 0.3);
}

TEST(CommandQueue, KeepsTheOrderOfDifferentKnobs) {
  const auto left = popped({SetKnob{"optimizer.learning_rate", 0.1}, SetKnob{"batch_size", 8},
                            SetKnob{"optimizer.learning_rate", 0.2}});
  ASSERT_EQ(left.size(), 3u);
  EXPECT_EQ(std::get<SetKnob>(left[0]).value.number(), 0.1);
}

TEST(CommandQueue, CoalescesPerLayerAndKey) {
  EXPECT_EQ(
      popped({SetKnob{"model.layers[4].rate", 0.1}, SetKnob{"model.layers[4].rate", 0.2}}).size(),
      1u);
  EXPECT_EQ(
      popped({SetKnob{"model.layers[4].rate", 0.1}, SetKnob{"model.layers[5].rate", 0.2}}).size(),
      2u);
  EXPECT_EQ(popped({SetKnob{"optimizer.a", 0.1}, SetKnob{"optimizer.b", 0.2}}).size(), 2u);
}

TEST(CommandQueue, KeepsOnlyTheLastChoiceOfAList) {
  EXPECT_EQ(popped({SetKnob{"loss", "hinge"}, SetKnob{"loss", "mse"}}).size(), 1u);
  EXPECT_EQ(popped({SetKnob{"schedule", ScheduleSpec{"cosine", {}}},
                    SetKnob{"schedule", ScheduleSpec{"step", {}}}})
                .size(),
            1u);
  const auto left = popped({SetKnob{"optimizer", OptimizerSpec{.kind = "sgd", .options = {}}},
                            SetKnob{"optimizer", OptimizerSpec{.kind = "adam", .options = {}}}});
  ASSERT_EQ(left.size(), 1u);
  EXPECT_EQ(std::get<SetKnob>(left[0]).value.at("kind").text(), "adam");
}

TEST(CommandQueue, CoalescesOnOnePathAlone) {
  EXPECT_EQ(popped({SetKnob{"penalty.l2", 0.1}, SetKnob{"penalty.l2", 0.2}}).size(), 1u);
  EXPECT_EQ(popped({SetKnob{"penalty.l2", 0.1}, SetKnob{"penalty", Penalty{}}}).size(), 2u);
  EXPECT_EQ(popped({SetKnob{"penalty.l2", 0.1, 1}, SetKnob{"penalty.l2", 0.2, 2}}).size(), 2u);
}

TEST(CommandQueue, LosesNoStepAndNoRedraw) {
  EXPECT_EQ(popped({SetKnob{"model.init.scheme", "he"}, SetKnob{"model.init.scheme", "he"}}).size(),
            2u);
  EXPECT_EQ(popped({StepOnce{}, StepOnce{}, StepOnce{}}).size(), 3u);
  EXPECT_EQ(popped({Redraw{}, Redraw{}}).size(), 2u);
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

}  // namespace
}  // namespace netdyno
