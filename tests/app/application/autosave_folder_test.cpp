// SPDX-License-Identifier: MIT
#include "app/application/autosave_folder.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <string>

#include "engine/run/checkpoint.h"
#include "tests/support/temporary_folder.h"

namespace netdyno::app {
namespace {

namespace fs = std::filesystem;

// No process has such a number.
constexpr const char* kDead = "999999998";
constexpr const char* kDeadToo = "999999999";

void leave_run(const fs::path& folder, const std::string& content, int minutes_ago) {
  fs::create_directories(folder);
  std::ofstream(folder / kCheckpointFile) << content;
  fs::last_write_time(folder / kCheckpointFile,
                      fs::file_time_type::clock::now() - std::chrono::minutes(minutes_ago));
}

std::string content_of(const fs::path& folder) {
  std::string content;
  std::ifstream(folder / kCheckpointFile) >> content;
  return content;
}

TEST(AutosaveFolder, OffersTheNewestRunOfAKilledApp) {
  const test::TemporaryFolder root;
  leave_run(root / kDead, "older", 2);
  leave_run(root / kDeadToo, "newer", 1);
  leave_run(root / std::to_string(getppid()), "running", 0);
  AutosaveFolder folder(root.path());
  ASSERT_EQ(folder.take_abandoned(), folder.last());
  EXPECT_EQ(content_of(folder.last()), "newer");
  EXPECT_FALSE(fs::exists(root / kDead));
  EXPECT_TRUE(fs::exists(root / std::to_string(getppid()))) << "it may still be saved to";
  EXPECT_FALSE(folder.take_abandoned()) << "it is offered once";
  EXPECT_EQ(content_of(folder.last()), "newer") << "and stays";
}

TEST(AutosaveFolder, KeepsTheRunOfAnAppThatWasClosed) {
  const test::TemporaryFolder root;
  {
    AutosaveFolder folder(root.path());
    leave_run(folder.own(), "mine", 0);
  }
  AutosaveFolder next(root.path());
  EXPECT_FALSE(next.take_abandoned());
  EXPECT_EQ(content_of(next.last()), "mine");
}

TEST(AutosaveFolder, DoesNothingWithoutAPlace) {
  AutosaveFolder folder("");
  EXPECT_TRUE(folder.own().empty());
  EXPECT_FALSE(folder.take_abandoned());
}

}  // namespace
}  // namespace netdyno::app
