// SPDX-License-Identifier: MIT
#include "engine/run/timeline.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "engine/core/error.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tiny_training.h"

namespace netdyno {
namespace {

using test::tiny_recipe;
using testing::HasSubstr;
using TrainingRun = netdyno::Run;

// A step takes some microseconds.
Recipe quick_recipe() {
  return recipe_from_json(Json::parse(R"({
    "data": {"source": "spiral", "examples": 40, "train": 32, "validation": 8},
    "model": {"input": [2], "layers": [{"type": "dense", "units": 4}, {"type": "tanh"},
                                       {"type": "dense", "units": 3}]},
    "optimizer": {"kind": "momentum", "learning_rate": 0.01}, "batch_size": 4,
    "epochs": 1000000})"));
}

struct Trained {
  explicit Trained(const Recipe& recipe = quick_recipe())
      : run(recipe, test::tiny_data(recipe), *engine.kernels) {}

  template <typename Each>
  void train(std::int64_t steps, const Each& each) {
    const std::int64_t end = run.trainer().steps_taken() + steps;
    while (run.trainer().steps_taken() < end) {
      run.advance();
      each();
    }
  }

  test::TinyEngine engine;
  TrainingRun run;
};

constexpr double kAllOfTheTime = 1e9;

std::int64_t gap_before(const Timeline& timeline, std::int64_t step) {
  const auto nearest = timeline.nearest_moment({step, 0});
  return nearest ? step - nearest->step : step;
}

TEST(Timeline, StaysWithinItsMemoryOverFiftyThousandStepsAndThinsWithAge) {
  constexpr std::size_t kMemory = 1 << 20;
  constexpr std::int64_t kManySteps = 50'000;
  Trained trained;
  Timeline timeline({.memory = kMemory, .share_of_time = kAllOfTheTime});
  timeline.begin(trained.run, 0);
  std::size_t most = 0;
  trained.train(kManySteps, [&] {
    timeline.observe(trained.run, 0);
    most = std::max(most, timeline.bytes_in_memory());
  });
  EXPECT_LE(most, kMemory);
  EXPECT_GT(most, kMemory * 9 / 10) << "the budget is there to be used";
  ASSERT_GT(timeline.size(), 100u);
  const auto even = kManySteps / static_cast<std::int64_t>(timeline.size());
  std::int64_t widest = 0, near_end = 0;
  for (std::int64_t step = 0; step < kManySteps; ++step)
    widest = std::max(widest, gap_before(timeline, step));
  for (std::int64_t step = kManySteps - 30; step < kManySteps; ++step)
    near_end = std::max(near_end, gap_before(timeline, step));
  EXPECT_LT(widest, 5 * even);
  EXPECT_LT(near_end, even / 3) << "dense near the end";
  EXPECT_EQ(timeline.nearest_moment({0, 0}), Moment({0, 0})) << "the first one stays";
  EXPECT_TRUE(timeline.take_notes().empty());
}

TEST(Timeline, TakesAShareOfTheTimeAlone) {
  Trained trained(tiny_recipe({"epochs=1000000"}));
  Timeline often({.share_of_time = 0.5}), seldom({.share_of_time = 0.02});
  often.begin(trained.run, 0);
  seldom.begin(trained.run, 0);
  trained.train(10'000, [&] {
    often.observe(trained.run, 0);
    seldom.observe(trained.run, 0);
  });
  EXPECT_GT(often.size(), 2 * seldom.size());
  EXPECT_GT(seldom.size(), 2u);
}

TEST(Timeline, KeepsWhatIsMarkedLongest) {
  Trained trained;
  Timeline timeline({.memory = 200'000, .share_of_time = kAllOfTheTime});
  timeline.begin(trained.run, 0);
  std::int64_t step = 0;
  trained.train(4000, [&] {
    if (trained.run.is_validating()) return;
    if (++step == 101) timeline.mark(trained.run, 0);
    timeline.observe(trained.run, 0);
  });
  EXPECT_LE(gap_before(timeline, 101), 1) << "or the one before, where they would follow too fast";
  EXPECT_GT(gap_before(timeline, 98), 1);
  EXPECT_LT(timeline.size(), 400u);
}

TEST(Timeline, SharesWhatDidNotChange) {
  Trained trained(tiny_recipe({"epochs=1000000", "early_stopping.patience=1000"}));
  Timeline timeline({.share_of_time = kAllOfTheTime});
  trained.train(40, [] {});
  while (trained.run.is_validating()) trained.run.advance();
  timeline.begin(trained.run, 0);
  const std::size_t one = timeline.bytes_in_memory();
  trained.run.advance();
  timeline.observe(trained.run, 0);
  const std::size_t second = timeline.bytes_in_memory() - one;
  ASSERT_EQ(timeline.size(), 2u);
  EXPECT_LT(second, one) << "the best weights are the same";
  timeline.set_memory(one);
  EXPECT_EQ(timeline.size(), 1u);
  EXPECT_LE(timeline.bytes_in_memory(), one);
}

TEST(Timeline, ForgetsWhatARunThatWentBackHadDone) {
  Trained trained;
  Timeline timeline({.share_of_time = kAllOfTheTime});
  timeline.begin(trained.run, 0);
  const auto observe = [&] { timeline.observe(trained.run, 0); };
  trained.train(10, observe);
  const TrainingRun::State then = trained.run.save();
  trained.train(10, observe);
  trained.run.load(then);
  timeline.begin(trained.run, 0);
  EXPECT_EQ(timeline.nearest_moment({20, 0}), Moment({10, 0}));
}

TEST(Timeline, TellsOfAFullDiskOnceAndGoesOn) {
  const test::TemporaryFolder folder;
  int attempts = 0;
  const auto full = [&](const Keyframe&, const std::filesystem::path& file) {
    ++attempts;
    throw Error("Cannot write " + file.string() + ": No space left on device", "Make room");
  };
  Trained trained;
  Timeline timeline({.memory = 20'000,
                     .folder = folder.path(),
                     .share_of_time = kAllOfTheTime,
                     .reach_secs = 0,
                     .writer = full});
  timeline.begin(trained.run, 0);
  std::vector<std::string> notes;
  trained.train(500, [&] {
    timeline.observe(trained.run, 0);
    for (std::string& note : timeline.take_notes()) notes.push_back(std::move(note));
  });
  ASSERT_EQ(notes.size(), 1u);
  EXPECT_THAT(notes[0], HasSubstr("No space left"));
  EXPECT_THAT(notes[0], HasSubstr("training goes on"));
  timeline.settle();
  EXPECT_EQ(attempts, 1) << "not tried again at once";
  EXPECT_EQ(timeline.bytes_on_disk(), 0u);
  EXPECT_LE(timeline.bytes_in_memory(), 20'000u);
  EXPECT_GT(timeline.size(), 3u);
}

TEST(Timeline, WritesWhatWouldLeaveALongWayAndPassesOverDamagedFiles) {
  const test::TemporaryFolder folder;
  Trained trained;
  Timeline timeline({.memory = 20'000,
                     .folder = folder.path(),
                     .disk = 100'000,
                     .share_of_time = kAllOfTheTime,
                     .reach_secs = 0});
  timeline.begin(trained.run, 0);
  trained.train(500, [&] {
    timeline.observe(trained.run, 0);
    timeline.settle();
  });
  EXPECT_GT(timeline.bytes_on_disk(), 20'000u);
  EXPECT_LE(timeline.bytes_on_disk(), 100'000u);
  std::vector<std::filesystem::path> files;
  std::size_t bytes = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder / kKeyframeFolder)) {
    files.push_back(entry.path());
    bytes += entry.file_size();
  }
  EXPECT_EQ(bytes, timeline.bytes_on_disk()) << "what is forgotten is removed";
  std::ranges::sort(files);
  ASSERT_GT(files.size(), 3u);
  const KeyframeFolder reader(folder.path());
  const Moment damaged = reader.list()[2].moment;
  std::fstream(files[2], std::ios::in | std::ios::out | std::ios::binary).seekp(200).put('\x7f');
  const auto found = timeline.nearest(damaged);
  ASSERT_TRUE(found);
  EXPECT_LT(found->moment(), damaged);
  EXPECT_THAT(timeline.take_notes(), testing::ElementsAre(HasSubstr("damaged")));
  EXPECT_FALSE(std::filesystem::exists(files[2]));
}

TEST(Timeline, BelongsToARunThatBeginsAnew) {
  const test::TemporaryFolder folder;
  std::filesystem::create_directory(folder / kKeyframeFolder);
  const auto old = folder / kKeyframeFolder / "step-000000000007-000000";
  std::ofstream(old) << "of a run before";
  const Trained trained;
  Timeline timeline({.folder = folder.path()});
  timeline.begin(trained.run, 0);
  EXPECT_FALSE(std::filesystem::exists(old));
  EXPECT_EQ(timeline.size(), 1u);
}

}  // namespace
}  // namespace netdyno
