// SPDX-License-Identifier: MIT
#include "engine/session/command_queue.h"

#include <gtest/gtest.h>

namespace netdyno {
namespace {

TEST(CommandQueue, ForgetsTheStepsThatWaitAndNothingElse) {
  CommandQueue queue;
  queue.push(StepOnce{});
  queue.push(Pause{});
  queue.push(StepEpoch{});
  queue.push(StepOnce{});
  queue.drop_steps();
  EXPECT_FALSE(queue.has<StepOnce>());
  EXPECT_FALSE(queue.has<StepEpoch>());
  const std::optional<Command> left = queue.pop();
  ASSERT_TRUE(left);
  EXPECT_TRUE(std::holds_alternative<Pause>(*left));
  EXPECT_TRUE(queue.empty());
}

}  // namespace
}  // namespace netdyno
