// SPDX-License-Identifier: MIT
#include "engine/run/run_output.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <sstream>
#include <utility>

#include "engine/core/error.h"
#include "engine/core/file_errors.h"
#include "engine/formats/atomic_file.h"
#include "engine/run/metrics_log.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tiny_training.h"

namespace netdyno {
namespace {

using test::TemporaryFolder;
using testing::HasSubstr;
namespace fs = std::filesystem;

std::string content_of(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

std::ptrdiff_t entries_in(const fs::path& folder) {
  return std::distance(fs::directory_iterator(folder), {});
}

// While it lives, no file can grow beyond `bytes`: a full disk without a disk.
class FileSizeLimit {
 public:
  explicit FileSizeLimit(rlim_t bytes) : handler_(signal(SIGXFSZ, SIG_IGN)) {
    getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit limit{bytes, before_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FileSizeLimit() {
    setrlimit(RLIMIT_FSIZE, &before_);
    signal(SIGXFSZ, handler_);
  }

 private:
  sighandler_t handler_;
  rlimit before_{};
};

History three_steps() {
  History history;
  history.append(StepRecord{1, 0.25, 0.5, 0.01, 2.302585092994046, 0.125, 0.001, 900});
  history.append(StepRecord{2, 0.5, 1, 0.01, 0.1, 0.5, 0, 900});
  history.append(ValidationRecord{2, 0.5, 1.25, 0.75, 0.875});
  history.append(StepRecord{3, 0.75, 1.5, 1e-05, kNotMeasured, 1, 0, 900});
  return history;
}

TEST(RunOutput, MetricsHaveTheContractsColumnsAndEmptyCellsWithoutValidation) {
  EXPECT_EQ(metrics_csv(three_steps()),
            "step,epoch,seconds,learning_rate,train_loss,train_accuracy,penalty,validation_loss,"
            "validation_accuracy\n"
            "1,0.25,0.5,0.01,2.302585092994046,0.125,0.001,,\n"
            "2,0.5,1,0.01,0.1,0.5,0,0.75,0.875\n"
            "3,0.75,1.5,1e-05,nan,1,0,,\n");
}

TEST(RunOutput, MetricsOfAnEmptyRunAreTheHeaderAlone) {
  const std::string csv = metrics_csv(History());
  EXPECT_EQ(std::ranges::count(csv, '\n'), 1);
}

TEST(RunOutput, OfTwoValidationsOfAStepTheLaterCounts) {
  History history = three_steps();
  history.append(ValidationRecord{3, 0.75, 2, 0.5, 0.25});
  history.append(ValidationRecord{3, 0.75, 3, 0.25, 0.5});
  EXPECT_THAT(metrics_csv(history), HasSubstr("1,0,0.25,0.5\n"));
}

TEST(RunOutput, InPassingWritesWeightsAlwaysAndTextsWhereTheyChanged) {
  const TemporaryFolder folder;
  test::TinyEngine engine;
  const Recipe recipe = test::tiny_recipe();
  Trainer trainer(recipe, test::tiny_data(recipe), *engine.kernels);
  RunOutput output(folder.path());
  const auto write = [&](const Recipe& now) {
    output.write_in_passing(now, std::as_const(trainer).measured_state(), Json{{"commands", 1}});
  };
  const auto number_of = [&](const char* name) {
    struct stat status {};
    EXPECT_EQ(stat((folder / name).c_str(), &status), 0) << name;
    return status.st_ino;  // another one for each file that is put in place
  };
  write(recipe);
  const auto recipe_file = number_of("recipe.json"), journal = number_of("journal.json");
  const std::string weights = content_of(folder / "weights.safetensors");
  const int kept = open((folder / "recipe.json").c_str(), O_RDONLY);  // its number stays its own
  test::train(trainer, 1);
  write(recipe);
  EXPECT_EQ(number_of("recipe.json"), recipe_file);
  EXPECT_EQ(number_of("journal.json"), journal);
  EXPECT_NE(content_of(folder / "weights.safetensors"), weights);
  Recipe changed = recipe;
  changed.optimizer.learning_rate = 0.25;
  write(changed);
  EXPECT_NE(number_of("recipe.json"), recipe_file);
  EXPECT_EQ(Json::parse(content_of(folder / "recipe.json"))["optimizer"]["learning_rate"], 0.25);
  fs::remove(folder / "journal.json");
  write(changed);
  EXPECT_EQ(content_of(folder / "journal.json"), Json({{"commands", 1}}).dump(2) + "\n");
  EXPECT_EQ(entries_in(folder.path()), 3);
  close(kept);
}

TEST(RunOutput, AnAtomicWriteReplacesTheFileAndLeavesNothingElse) {
  const TemporaryFolder folder;
  write_file_atomically(folder / "a.txt", "old");
  write_file_atomically(folder / "a.txt", "new");
  EXPECT_EQ(content_of(folder / "a.txt"), "new");
  EXPECT_EQ(entries_in(folder.path()), 1);
}

TEST(RunOutput, AnAtomicWriteKeepsTheRightsAndFollowsLinks) {
  const TemporaryFolder folder;
  const fs::path file = folder.write("a.txt", "old");
  fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write);
  fs::create_symlink("a.txt", folder / "link");
  write_file_atomically(folder / "link", "new");
  EXPECT_EQ(content_of(file), "new");
  EXPECT_TRUE(fs::is_symlink(folder / "link"));
  EXPECT_EQ(fs::status(file).permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

TEST(RunOutput, ALinkInTheWayOfATemporaryFileLeadsNowhere) {
  const TemporaryFolder folder;
  const fs::path victim = folder.write("victim", "precious");
  fs::create_symlink(victim, folder / (".a.txt." + std::to_string(getpid()) + ".partial"));
  write_file_atomically(folder / "a.txt", "new");
  EXPECT_EQ(content_of(victim), "precious");
}

TEST(RunOutput, WhatIsNoFileIsWrittenIntoOrRefused) {
  const TemporaryFolder folder;
  write_file_atomically("/dev/null", "text");
  EXPECT_TRUE(fs::is_character_file("/dev/null"));
  const fs::path fifo = folder / "fifo";
  ASSERT_EQ(mkfifo(fifo.c_str(), 0600), 0);
  try {
    write_file_atomically(fifo, "text");
    FAIL();
  } catch (const Error& error) {
    EXPECT_THAT(error.message(), HasSubstr("Nobody reads from it"));
  }
  const int reader = open(fifo.c_str(), O_RDONLY | O_NONBLOCK);
  write_file_atomically(fifo, "text");
  char read_back[5] = {};
  EXPECT_EQ(read(reader, read_back, 4), 4);
  close(reader);
  EXPECT_STREQ(read_back, "text");
  EXPECT_TRUE(fs::is_fifo(fifo));
  EXPECT_THROW(write_file_atomically(folder.path(), "text"), Error);
}

TEST(RunOutput, WhatIsNoFileIsNotReadAndNotWaitedFor) {
  const TemporaryFolder folder;
  ASSERT_EQ(mkfifo((folder / "fifo").c_str(), 0600), 0);
  const auto refusal = [](const fs::path& file) {
    try {
      read_file(file, "Name a file");
    } catch (const Error& error) {
      return error.message();
    }
    return std::string("read");
  };
  EXPECT_THAT(refusal(folder / "fifo"), HasSubstr("it is a FIFO, not a file. Name a file"));
  EXPECT_THAT(refusal(folder.path()), HasSubstr("it is a folder, not a file"));
  EXPECT_THAT(refusal("/dev/zero"), HasSubstr("it is a device, not a file"));
  EXPECT_THAT(refusal(folder / "missing"), HasSubstr("No such file"));
}

TEST(RunOutput, AFailureHasTheHintOfItsCause) {
  const auto hint_of = [](int code) {
    try {
      fail_to_write("x", code);
    } catch (const Error& error) {
      return error.hint();
    }
  };
  EXPECT_THAT(hint_of(ENOSPC), HasSubstr("Free some space"));
  EXPECT_THAT(hint_of(EIO), HasSubstr("check the disk"));
  EXPECT_THAT(hint_of(EMFILE), HasSubstr("ulimit -n"));
  EXPECT_THAT(hint_of(EACCES), HasSubstr("may write to"));
  EXPECT_THAT(hint_of(EROFS), HasSubstr("read-only"));
}

TEST(RunOutput, AFailedWriteKeepsTheOldFileAndRemovesTheHalfWrittenOne) {
  const TemporaryFolder folder;
  write_file_atomically(folder / "a.txt", "old");
  std::string message;
  {
    const FileSizeLimit limit(1000);
    try {
      write_file_atomically(folder / "a.txt", std::string(5000, 'x'));
    } catch (const Error& error) {
      message = error.message();
    }
  }
  EXPECT_THAT(message, HasSubstr((folder / "a.txt").string() + ": File too large"));
  EXPECT_EQ(content_of(folder / "a.txt"), "old");
  EXPECT_EQ(entries_in(folder.path()), 1);
}

TEST(RunOutput, AFolderBelowAFileIsRefusedWithItsName) {
  const TemporaryFolder folder;
  const fs::path file = folder.write("file", "");
  for (const fs::path& bad : {file, file / "below"}) {
    try {
      prepare_output_folder(bad);
      FAIL() << bad;
    } catch (const Error& error) {
      EXPECT_THAT(error.message(), HasSubstr("Cannot write " + bad.string()));
      EXPECT_THAT(error.message(), HasSubstr("Not a directory"));
    }
  }
}

TEST(RunOutput, PreparingMakesTheFolderAndLeavesItEmpty) {
  const TemporaryFolder folder;
  prepare_output_folder(folder / "a/b");
  EXPECT_TRUE(fs::is_directory(folder / "a/b"));
  EXPECT_TRUE(fs::is_empty(folder / "a/b"));
}

TEST(RunOutput, PreparingFailsWhereNothingCanBeWritten) {
  const TemporaryFolder folder;
  const FileSizeLimit limit(0);
  EXPECT_THROW(prepare_output_folder(folder.path()), Error);
}

}  // namespace
}  // namespace netdyno
