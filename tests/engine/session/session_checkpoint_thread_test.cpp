// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/run/checkpoint.h"
#include "engine/run/folder_lock.h"
#include "tests/support/session_driver.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tiny_training.h"

namespace netdyno {
namespace {

using test::SessionDriver;
using testing::HasSubstr;

std::vector<double> losses_of(const SessionDriver& driver, std::int64_t from, std::int64_t to) {
  std::vector<double> losses;
  for (const StepRecord& record : driver.all<StepRecord>())
    if (record.step > from && record.step <= to) losses.push_back(record.train_loss);
  return losses;
}

TEST(SessionCheckpoint, AnotherSessionGoesOnWithASavedRun) {
  const test::TemporaryFolder folder;
  SessionDriver first;
  first.send(OpenRecipe{test::endless_recipe()});
  ASSERT_TRUE(first.wait_for_step(20));
  first.send(SetKnob{"optimizer.learning_rate", 0.02});
  first.send(SaveCheckpoint{folder.path()});
  ASSERT_TRUE(first.wait_until([&] { return !first.all<CheckpointSaved>().empty(); }));
  const std::int64_t step = first.all<CheckpointSaved>().front().step;
  EXPECT_GE(step, 20);
  ASSERT_TRUE(first.wait_for_step(step + 30));

  SessionDriver second;
  second.send(OpenCheckpoint{folder.path()});
  ASSERT_TRUE(second.wait_for_step(step + 30));
  ASSERT_EQ(second.all<RunResumed>().size(), 1u);
  const History& history = *second.all<RunResumed>().front().history;
  EXPECT_EQ(history.size(), static_cast<std::size_t>(step));
  EXPECT_EQ(losses_of(second, step, step + 30), losses_of(first, step, step + 30));
  ASSERT_TRUE(second.session().journal());
  EXPECT_EQ(second.session().journal()->journal.size(), 1u) << "the learning rate";
}

TEST(SessionCheckpoint, SavesByItselfWhatChangedAndNothingElse) {
  const test::TemporaryFolder folder;
  SessionDriver driver;
  driver.send(SetAutosave{folder / "auto", 0.05});
  driver.send(OpenRecipe{test::endless_recipe()});
  ASSERT_TRUE(driver.wait_until([&] { return driver.all<CheckpointSaved>().size() >= 3; }));
  EXPECT_FALSE(driver.all<CheckpointSaved>().front().was_asked_for);
  driver.send(Pause{});
  ASSERT_TRUE(driver.wait_for(RunState::Paused));
  const std::int64_t step = driver.snapshot()->step;
  ASSERT_TRUE(driver.wait_until([&] { return driver.all<CheckpointSaved>().back().step == step; }))
      << "also the last steps before a pause";
  EXPECT_EQ(read_checkpoint(folder / "auto").run.history.size(), static_cast<std::size_t>(step));
  const std::size_t saved = driver.all<CheckpointSaved>().size();
  EXPECT_FALSE(driver.all<CheckpointSaved>().empty());
  driver.send(SetKnob{"optimizer.learning_rate", 0.5});
  ASSERT_TRUE(driver.wait_until([&] { return driver.all<CheckpointSaved>().size() == saved + 1; }));
}

TEST(SessionCheckpoint, TellsTroubleOnceAndTrainsOn) {
  const test::TemporaryFolder folder;
  folder.write("file", "no folder");
  SessionDriver driver;
  driver.send(SetAutosave{folder / "file", 0.01});
  driver.send(OpenRecipe{test::endless_recipe()});
  ASSERT_TRUE(driver.wait_until([&] { return !driver.all<CheckpointFailed>().empty(); }));
  EXPECT_THAT(driver.all<CheckpointFailed>().front().what, HasSubstr("file"));
  const std::int64_t step = driver.last_step();
  ASSERT_TRUE(driver.wait_for_step(step + 2000));
  std::string said;
  for (const CheckpointFailed& failed : driver.all<CheckpointFailed>()) said += failed.what + "; ";
  EXPECT_EQ(driver.all<CheckpointFailed>().size(), 1u) << said;
}

TEST(SessionCheckpoint, AFolderThatAnotherTrainingWritesToIsLeftAlone) {
  const test::TemporaryFolder folder;
  SessionDriver driver;
  driver.send(OpenRecipe{test::endless_recipe()});
  ASSERT_TRUE(driver.wait_for_step(5));
  driver.send(SaveCheckpoint{folder.path()});
  ASSERT_TRUE(driver.wait_until([&] { return driver.all<CheckpointSaved>().size() == 1; }));
  const std::int64_t kept = driver.all<CheckpointSaved>().front().step;
  ASSERT_TRUE(driver.wait_for_step(kept + 20));
  {
    const FolderLock others(folder.path());
    driver.send(SaveCheckpoint{folder.path()});
    ASSERT_TRUE(driver.wait_until([&] { return !driver.all<CheckpointFailed>().empty(); }));
  }
  const CheckpointFailed refused = driver.all<CheckpointFailed>().front();
  EXPECT_TRUE(refused.was_asked_for);
  EXPECT_THAT(refused.what, HasSubstr("Another training writes to " + folder.path().string()));
  EXPECT_THAT(refused.hint, HasSubstr("another folder"));
  EXPECT_EQ(read_checkpoint(folder.path()).run.history.last().step, kept);
  // The run goes on and can be saved when the other one has ended.
  driver.send(SaveCheckpoint{folder.path()});
  ASSERT_TRUE(driver.wait_until([&] { return driver.all<CheckpointSaved>().size() == 2; }));
  EXPECT_GT(read_checkpoint(folder.path()).run.history.last().step, kept);
}

TEST(SessionCheckpoint, KeepsTheRunningRunWhereNoneCanBeOpened) {
  const test::TemporaryFolder folder;
  SessionDriver driver;
  driver.send(OpenRecipe{test::endless_recipe()});
  ASSERT_TRUE(driver.wait_for_step(5));
  driver.send(OpenCheckpoint{folder.path()});
  ASSERT_TRUE(driver.wait_until([&] { return !driver.all<CommandRefused>().empty(); }));
  EXPECT_THAT(driver.all<CommandRefused>().front().what, HasSubstr("There is no checkpoint"));
  EXPECT_TRUE(driver.wait_for_step(driver.last_step() + 20));
}

}  // namespace
}  // namespace netdyno
