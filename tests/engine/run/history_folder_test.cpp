// SPDX-License-Identifier: MIT
#include "engine/run/history_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "engine/core/error.h"
#include "tests/support/temporary_folder.h"

namespace netdyno {
namespace {

using test::TemporaryFolder;
using testing::HasSubstr;
namespace fs = std::filesystem;

constexpr auto kBlock = static_cast<std::int64_t>(Column::kBlockRows);

void add_long_stretch(History& history, std::int64_t count, double offset = 0) {
  const std::int64_t first = history.empty() ? 1 : history.last().step + 1;
  for (std::int64_t step = first; step < first + count; ++step) {
    const auto x = static_cast<double>(step);
    history.append(StepRecord{step, x / 8, x / 64, 0.1, offset + 1 / x, 0.5, 0.25, 900});
    if (step % 2 == 0) history.append(ValidationRecord{step, x / 8, x / 64, 2 / x, 0.25});
  }
}

void expect_same_content(const History& one, const History& other) {
  ASSERT_EQ(one.size(), other.size());
  ASSERT_EQ(one.validations().size(), other.validations().size());
  for (std::size_t i = 0; i < one.size(); i += 13) {
    ASSERT_EQ(one.record(i).step, other.record(i).step);
    ASSERT_EQ(one.record(i).train_loss, other.record(i).train_loss);
    ASSERT_EQ(one.record(i).images_per_second, other.record(i).images_per_second);
  }
  for (std::size_t i = 0; i < one.validations().size(); i += 13)
    ASSERT_EQ(one.validations()[i].loss, other.validations()[i].loss);
  const auto loss = History::Metric::TrainLoss;
  const Extent mine = one.column(loss).extent(100, one.size() - 100);
  const Extent theirs = other.column(loss).extent(100, one.size() - 100);
  EXPECT_EQ(mine.low, theirs.low);
  EXPECT_EQ(mine.high, theirs.high);
  EXPECT_EQ(mine.mean(), theirs.mean());
}

std::ptrdiff_t files_in(const fs::path& folder) {
  return std::distance(fs::directory_iterator(folder), {});
}

TEST(HistoryFolder, WhatIsFullLeavesTheMemoryAndStaysTheSame) {
  const TemporaryFolder folder;
  History plain;
  add_long_stretch(plain, 2 * kBlock + 500);
  for (const fs::path& place : {folder.path(), fs::path()}) {
    History history = plain;
    EXPECT_EQ(history.steps_table().segments_in_memory(), 2u);
    HistoryMover mover(place);
    EXPECT_TRUE(mover.move(history));
    EXPECT_FALSE(mover.move(history));
    EXPECT_EQ(history.steps_table().segments_in_memory(), 0u);
    EXPECT_EQ(history.validations_table().segments_in_memory(), 0u);
    expect_same_content(history, plain);
  }
  EXPECT_EQ(files_in(folder / kHistoryFolder), 3) << "and no hidden file has a name";
}

// Of files that are mapped (kB).
long mapped_kilobytes() {
  std::ifstream status("/proc/self/status");
  for (std::string word; status >> word;)
    if (long kilobytes = 0; word == "RssFile:" && status >> kilobytes) return kilobytes;
  return 0;
}

TEST(HistoryFolder, WhoReleasesBehindMapsOneSegmentAtATime) {
  const TemporaryFolder folder;
  History history;
  HistoryMover mover(folder.path());
  constexpr std::int64_t kSegments = 12;
  for (std::int64_t i = 0; i < kSegments; ++i) {
    add_long_stretch(history, kBlock);
    mover.move(history);
  }
  add_long_stretch(history, 10);
  const History kept = history;
  history.release_behind();
  history.release();
  const long before = mapped_kilobytes();
  const Column& loss = history.column(History::Metric::TrainLoss);
  double sum = 0;
  for (std::size_t i = 0; i < loss.size(); ++i) sum += loss[i];
  for (std::size_t i = 0; i + 100 < loss.size(); i += 100) sum += loss.extent(i, i + 99).low;
  EXPECT_GT(sum, 0);
  EXPECT_LT(mapped_kilobytes() - before, 3 * 2300) << "of " << kSegments << " segments";
  expect_same_content(history, kept);
}

TEST(HistoryFolder, WhatCannotBeWrittenStaysInMemoryUntilTheNextIsFull) {
  const TemporaryFolder folder;
  folder.write(kHistoryFolder, "a file in the place of the folder");
  History history;
  add_long_stretch(history, kBlock);
  HistoryMover mover(folder.path());
  EXPECT_THROW(mover.move(history), Error);
  EXPECT_FALSE(mover.move(history)) << "not at every step";
  fs::remove(folder / kHistoryFolder);
  add_long_stretch(history, kBlock);
  EXPECT_TRUE(mover.move(history));
  EXPECT_EQ(history.steps_table().segments_in_memory(), 0u);
  History plain;
  add_long_stretch(plain, 2 * kBlock);
  expect_same_content(history, plain);
}

TEST(HistoryFolder, KeepsWhatACheckpointNamesAndNothingElse) {
  const TemporaryFolder folder;
  History other, history;
  add_long_stretch(other, kBlock, 5);
  HistoryFolder kept(folder.path());
  kept.keep(other);
  add_long_stretch(history, 2 * kBlock + 7);
  kept.keep(history);
  folder.write("history/mine.txt", "not a segment");
  kept.remove_others(history);
  EXPECT_EQ(files_in(folder / kHistoryFolder), 4);
  History read;
  append_history_files(history_files(history), folder.path(), read);
  add_long_stretch(read, 7);
  EXPECT_EQ(read.size(), history.size());
  for (std::size_t i = 0; i < read.size(); i += 11)
    ASSERT_EQ(read.record(i).train_loss, history.record(i).train_loss);
}

TEST(HistoryFolder, SharesTheFilesOfAnotherFolder) {
  const TemporaryFolder parent, child;
  History history;
  add_long_stretch(history, kBlock);
  HistoryMover(parent.path()).move(history);
  const History fork = history;
  HistoryFolder(child.path()).keep(fork);
  const std::string name = history_files(fork)["steps"][0];
  EXPECT_EQ(fs::hard_link_count(child / ("history/" + name)), 2u);
  fs::remove_all(parent / kHistoryFolder);
  EXPECT_EQ(fork.record(5).step, 6) << "the mapping stays";
  HistoryFolder(parent.path()).keep(fork);
  History read;
  append_history_files(history_files(fork), parent.path(), read);
  EXPECT_EQ(read.size(), fork.size());
}

TEST(HistoryFolder, RefusesWhatIsDamagedMissingOrOther) {
  const TemporaryFolder folder;
  History history;
  add_long_stretch(history, kBlock);
  HistoryFolder(folder.path()).keep(history);
  Json files = history_files(history);
  const fs::path file = folder / ("history/" + files["steps"][0].get<std::string>());
  const auto refusal = [&] {
    History read;
    try {
      append_history_files(files, folder.path(), read);
    } catch (const Error& error) {
      return error.message();
    }
    return std::string("read");
  };
  EXPECT_EQ(refusal(), "read");
  const auto flip = [&](std::streamoff at) {
    std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
    stream.seekg(at);
    const char byte = static_cast<char>(stream.get() ^ 1);
    stream.seekp(at);
    stream.put(byte);
  };
  flip(1000);
  EXPECT_THAT(refusal(), HasSubstr("it is damaged"));
  flip(1000);
  flip(3);
  EXPECT_THAT(refusal(), HasSubstr("begins with something else"));
  flip(3);
  flip(16);  // the rows' CRC, of which the name speaks
  EXPECT_THAT(refusal(), HasSubstr("not the part of the history that its name says"));
  flip(16);
  fs::resize_file(file, 5000);
  EXPECT_THAT(refusal(), HasSubstr("bytes instead of"));
  fs::remove(file);
  EXPECT_THAT(refusal(), HasSubstr("No such file"));
  files["steps"][0] = "../x";
  EXPECT_THAT(refusal(), HasSubstr("no part of a run's history"));
}

TEST(History, AdoptsTheFullPartInPlaceOfItsOwnBeginning) {
  History engine;
  add_long_stretch(engine, kBlock + 100);
  HistoryMover().move(engine);
  const History part = engine.full_part();
  History app;
  add_long_stretch(app, 100);
  for (std::int64_t step = 200; step <= kBlock + 40; ++step)  // some were dropped
    app.append(StepRecord{.step = step, .train_loss = 1.0 / static_cast<double>(step)});
  KnobMarker marker;
  marker.step = 3;
  marker.knob = "η";
  app.append(marker);
  app.adopt(part);
  EXPECT_EQ(app.size(), static_cast<std::size_t>(kBlock + 40));
  EXPECT_EQ(app.record(150).step, 151);
  EXPECT_EQ(app.last().step, kBlock + 40);
  EXPECT_EQ(app.markers().size(), 1u);
  EXPECT_EQ(app.steps_table().segments_in_memory(), 0u);
}

}  // namespace
}  // namespace netdyno
