// SPDX-License-Identifier: MIT
#include "app/application/autosave_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <string>
#include <vector>

#include "engine/run/checkpoint.h"
#include "tests/support/temporary_folder.h"

namespace netdyno::app {
namespace {

namespace fs = std::filesystem;

// No process has such a number.
constexpr const char* kDead = "999999998";
constexpr const char* kDeadToo = "999999999";

void leave_run(const fs::path& folder, const std::string& name, int minutes_ago) {
  fs::create_directories(folder);
  Checkpoint checkpoint;
  checkpoint.name = name;
  checkpoint.run.seconds = 80;
  checkpoint.run.trainer.meta = R"({"step": 2000})";
  checkpoint.journal = Json::object();
  write_checkpoint(folder, checkpoint);
  fs::last_write_time(folder / kCheckpointFile,
                      fs::file_time_type::clock::now() - std::chrono::minutes(minutes_ago));
}

std::string name_in(const fs::path& folder) {
  const auto summary = summarize_checkpoint(folder);
  return summary ? summary->name : "none";
}

TEST(AutosaveFolder, OffersAllRunsOfKilledAppsNewestFirstAndKeepsThem) {
  const test::TemporaryFolder root;
  leave_run(root / kDead, "older", 2);
  leave_run(root / kDeadToo, "newer", 1);
  leave_run(root / std::to_string(getppid()), "running", 0);
  fs::create_directories(root / "999999997");  // killed before it saved anything
  AutosaveFolder folder(root.path());
  const std::vector<SavedRun> offered = folder.take_abandoned();
  ASSERT_EQ(offered.size(), 2u);
  EXPECT_EQ(offered[0].summary.name, "newer");
  EXPECT_EQ(offered[1].summary.name, "older");
  EXPECT_EQ(offered[1].summary.step, 2000);
  EXPECT_EQ(offered[1].summary.seconds, 80);
  EXPECT_EQ(name_in(offered[1].folder), "older");
  EXPECT_TRUE(fs::exists(root / std::to_string(getppid()))) << "it may still be saved to";
  EXPECT_FALSE(fs::exists(root / "999999997"));
  EXPECT_TRUE(folder.take_abandoned().empty()) << "they are offered once";
  EXPECT_EQ(folder.saved().size(), 2u) << "and stay";
  leave_run(root / kDead, "another", 0);
  ASSERT_EQ(AutosaveFolder(root.path()).take_abandoned().size(), 1u);
  EXPECT_EQ(folder.saved().size(), 3u);
  EXPECT_EQ(folder.saved()[0].summary.name, "another");
}

TEST(AutosaveFolder, AProcessThatNobodyBuriedIsDead) {
  const test::TemporaryFolder root;
  const pid_t child = fork();
  if (child == 0) _exit(0);
  siginfo_t ended{};
  ASSERT_EQ(waitid(P_PID, static_cast<id_t>(child), &ended, WEXITED | WNOWAIT), 0);
  leave_run(root / std::to_string(child), "just killed", 0);
  EXPECT_EQ(AutosaveFolder(root.path()).take_abandoned().size(), 1u);
  waitpid(child, nullptr, 0);
}

TEST(AutosaveFolder, ForgetsTheOldestOfManyAbandonedOnes) {
  const test::TemporaryFolder root;
  for (int i = 0; i < 25; ++i)
    leave_run(root / ("abandoned-" + std::to_string(i)), std::to_string(i), i);
  leave_run(root / "last", "closed", 9999);
  AutosaveFolder folder(root.path());
  folder.take_abandoned();
  const std::vector<SavedRun> left = folder.saved();
  ASSERT_EQ(left.size(), 21u);
  EXPECT_EQ(left[0].summary.name, "0");
  EXPECT_EQ(left[19].summary.name, "19");
  EXPECT_EQ(left[20].summary.name, "closed");
}

TEST(AutosaveFolder, ADamagedCheckpointIsKeptButNotOffered) {
  const test::TemporaryFolder root;
  fs::create_directories(root / kDead);
  std::ofstream(root / kDead / kCheckpointFile) << "no checkpoint";
  EXPECT_TRUE(AutosaveFolder(root.path()).take_abandoned().empty());
  EXPECT_TRUE(fs::exists(root / "abandoned-1" / kCheckpointFile));
}

TEST(SavedRun, TellsNameStepAndTimes) {
  const SavedRun run{"/runs/last", {"lenet-fashion", 2000, 80, fs::file_time_type::clock::now()}};
  EXPECT_THAT(
      saved_run_text(run),
      testing::StartsWith("lenet-fashion, step 2\u00a0000, 1 min 20 s of training, saved "));
}

TEST(AutosaveFolder, KeepsTheRunOfAnAppThatWasClosed) {
  const test::TemporaryFolder root;
  {
    AutosaveFolder folder(root.path());
    leave_run(folder.own(), "mine", 0);
  }
  AutosaveFolder next(root.path());
  EXPECT_TRUE(next.take_abandoned().empty());
  EXPECT_EQ(name_in(next.last()), "mine");
}

TEST(AutosaveFolder, DoesNothingWithoutAPlace) {
  AutosaveFolder folder("");
  EXPECT_TRUE(folder.own().empty());
  EXPECT_TRUE(folder.take_abandoned().empty());
  EXPECT_TRUE(folder.saved().empty());
}

}  // namespace
}  // namespace netdyno::app
