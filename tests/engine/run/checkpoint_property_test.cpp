// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>

#include "engine/core/error.h"
#include "engine/core/instruction_set.h"
#include "engine/core/random.h"
#include "engine/run/atomic_file.h"
#include "engine/run/checkpoint.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tiny_training.h"

namespace netdyno {
namespace {

using test::tiny_recipe;
using testing::HasSubstr;
using TrainingRun = netdyno::Run;

// Everything that a run may carry: moments, an average, best weights, a schedule that watches the
// validations.
Recipe rich_recipe() {
  return tiny_recipe({"optimizer={\"kind\":\"adam\",\"learning_rate\":0.01}",
                      "schedule={\"kind\":\"plateau\",\"patience\":1}", "early_stopping.patience=9",
                      "averaging={\"kind\":\"exponential\",\"decay\":0.9}",
                      "data.augment=[{\"type\":\"flip\",\"probability\":0.5}]"});
}

void advance_to(TrainingRun& run, std::int64_t step) {
  while (run.trainer().steps_taken() < step || run.is_validating()) run.advance();
}

Checkpoint checkpoint_of(const TrainingRun& run) {
  return {run.save(),
          Json{{"threads", 1}},
          {.steps = 77, .stops_with_epochs = false},
          data_fingerprint(run.data())};
}

// What a reader of metrics.csv sees, but for the wall clock.
std::vector<double> curve_of(const TrainingRun& run) {
  std::vector<double> values;
  for (std::size_t i = 0; i < run.history().size(); ++i) {
    const StepRecord row = run.history().record(i);
    values.insert(values.end(), {static_cast<double>(row.step), row.epoch, row.learning_rate,
                                 row.train_loss, row.train_accuracy, row.penalty});
  }
  for (const ValidationRecord& row : run.history().validations())
    values.insert(values.end(), {static_cast<double>(row.step), row.loss, row.accuracy});
  return values;
}

TEST(CheckpointProperty, GoesOnAsIfItHadNeverStopped) {
  const Recipe recipe = rich_recipe();
  const DataSplits data = test::tiny_data(recipe);
  test::TinyEngine engine;
  TrainingRun through(recipe, data, *engine.kernels);
  test::TemporaryFolder folder;
  // In an epoch, at its end after the validation, and right at the beginning.
  for (const int step : {0, 5, 13, 30}) {
    advance_to(through, step);
    write_checkpoint(folder.path(), checkpoint_of(through));
    Checkpoint read = read_checkpoint(folder.path());
    EXPECT_EQ(read.goal.steps, 77);
    EXPECT_FALSE(read.goal.stops_with_epochs);
    check_same_data(read, data);
    TrainingRun resumed(saved_recipe(read.run.trainer), data, *engine.kernels);
    resumed.load(std::move(read.run));
    advance_to(resumed, 39);
    TrainingRun reference(recipe, data, *engine.kernels);
    advance_to(reference, 39);
    EXPECT_EQ(resumed.trainer().save().meta, reference.trainer().save().meta) << step;
    EXPECT_EQ(test::weights_of(resumed.trainer().network()),
              test::weights_of(reference.trainer().network()));
    EXPECT_EQ(curve_of(resumed), curve_of(reference)) << step;
  }
}

TEST(CheckpointProperty, ValidatesAgainWhatItWasValidating) {
  const Recipe recipe = rich_recipe();
  const DataSplits data = test::tiny_data(recipe);
  test::TinyEngine engine;
  TrainingRun through(recipe, data, *engine.kernels);
  while (!through.is_validating()) through.advance();
  Checkpoint saved = decode_checkpoint(encode_checkpoint(checkpoint_of(through)), "x");
  TrainingRun resumed(recipe, data, *engine.kernels);
  resumed.load(std::move(saved.run));
  EXPECT_TRUE(resumed.is_validating());
  advance_to(through, 30);
  advance_to(resumed, 30);
  EXPECT_EQ(curve_of(resumed), curve_of(through));
  EXPECT_EQ(resumed.trainer().save().meta, through.trainer().save().meta);
}

TEST(CheckpointProperty, KeepsWhatTheHistoryKnows) {
  const Recipe recipe = tiny_recipe();
  test::TinyEngine engine;
  TrainingRun run(recipe, test::tiny_data(recipe), *engine.kernels);
  advance_to(run, 14);
  run.history().append(KnobMarker{14, 1.1, 0.5, "learning rate η", "0.05", "0.1"});
  const Checkpoint read = decode_checkpoint(encode_checkpoint(checkpoint_of(run)), "x");
  ASSERT_EQ(read.run.history.markers().size(), 1u);
  EXPECT_EQ(read.run.history.markers()[0].knob, "learning rate η");
  EXPECT_EQ(read.run.history.record(3).seconds, run.history().record(3).seconds);
  EXPECT_EQ(read.run.seconds, run.seconds());
  EXPECT_EQ(read.run.validated_step, 13);
}

std::string refusal_of(const std::string& bytes) {
  try {
    decode_checkpoint(bytes, "x.safetensors");
  } catch (const Error& error) {
    return error.message();
  }
  return "accepted";
}

TEST(CheckpointProperty, RefusesWhatItDoesNotKnowWithAReason) {
  const Recipe recipe = tiny_recipe();
  test::TinyEngine engine;
  const TrainingRun run(recipe, test::tiny_data(recipe), *engine.kernels);
  const std::string bytes = encode_checkpoint(checkpoint_of(run));
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string changed = bytes;
    const std::size_t at = changed.find(from);
    EXPECT_NE(at, changed.npos) << from;
    return changed.replace(at, from.size(), to);
  };
  const std::string version = "{\\\"version\\\":1,";
  EXPECT_THAT(refusal_of(with(version, "{\\\"version\\\":7,")),
              HasSubstr("version 7; this Netdyno knows versions up to 1"));
  EXPECT_THAT(refusal_of(with(version, "{\\\"version\\\":0,")), HasSubstr("there is no version 0"));
  EXPECT_THAT(refusal_of(with(version, "{\\\"versiom\\\":1,")), HasSubstr("does not say"));
  EXPECT_THAT(refusal_of(with("\"netdyno\"", "\"netdynx\"")), HasSubstr("no training's state"));
  EXPECT_THAT(refusal_of(with("\\\"seconds\\\"", "\\\"secnods\\\"")), HasSubstr("damaged"));
  EXPECT_THAT(refusal_of(with("history.epoch", "history.epoxh")), HasSubstr("history.epoch"));
  EXPECT_THAT(refusal_of(bytes.substr(0, bytes.size() - 1)), HasSubstr("not a usable"));
}

TEST(CheckpointProperty, TellsWithWhichInstructionsItWasMade) {
  const test::TinyEngine engine;
  const Recipe recipe = test::tiny_recipe();
  TrainingRun run(recipe, test::tiny_data(recipe), *engine.kernels);
  run.advance();
  Checkpoint read = decode_checkpoint(encode_checkpoint(checkpoint_of(run)), "a checkpoint");
  EXPECT_EQ(read.instruction_set, instruction_set_name(instruction_set()));
  EXPECT_FALSE(instruction_set_note(read));
  read.instruction_set = "sse9";
  EXPECT_THAT(instruction_set_note(read).value_or(""), HasSubstr("with sse9"));
  read.instruction_set.clear();
  EXPECT_FALSE(instruction_set_note(read)) << "files of older versions do not tell";
}

TEST(CheckpointProperty, RefusesOtherData) {
  const Recipe recipe = tiny_recipe();
  test::TinyEngine engine;
  const TrainingRun run(recipe, test::tiny_data(recipe), *engine.kernels);
  const DataSplits other = test::tiny_data(tiny_recipe({"seed=2"}));
  EXPECT_THROW(check_same_data(checkpoint_of(run), other), Error);
}

// A child that does nothing but save, killed at a random moment, most likely while it writes.
// NETDYNO_KILLS sets how often (20).
TEST(CheckpointProperty, OpensAfterAKillAtAnyMomentOfSaving) {
  const Recipe recipe = tiny_recipe({"model.layers[0].filters=400"});
  test::TinyEngine engine;
  TrainingRun run(recipe, test::tiny_data(recipe), *engine.kernels);
  const Checkpoint first = checkpoint_of(run);
  advance_to(run, 3);
  const Checkpoint second = checkpoint_of(run);
  const test::TemporaryFolder folder;
  write_checkpoint(folder.path(), first);
  const char* const asked = std::getenv("NETDYNO_KILLS");
  const int kills = asked ? std::atoi(asked) : 20;
  Random random(1, Stream::Order);
  for (int i = 0; i < kills; ++i) {
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    while (child == 0) {
      write_checkpoint(folder.path(), second);
      write_checkpoint(folder.path(), first);
    }
    usleep(static_cast<useconds_t>(random.uniform() * 20'000.0f));
    ASSERT_EQ(kill(child, SIGKILL), 0);
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status)) << "the child ended by itself";
    const std::size_t steps = read_checkpoint(folder.path()).run.history.size();
    ASSERT_TRUE(steps == 0 || steps == 3) << steps;
  }
  prepare_output_folder(folder.path());
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 1);
}

TEST(AtomicFile, ClearsAwayWhatAKilledWriterLeftBehind) {
  const test::TemporaryFolder folder;
  folder.write(".metrics.csv.999999999.partial", "half");
  folder.write(".metrics.csv." + std::to_string(getpid()) + ".partial", "being written");
  folder.write(".hidden.partial", "not ours");
  prepare_output_folder(folder.path());
  EXPECT_FALSE(std::filesystem::exists(folder / ".metrics.csv.999999999.partial"));
  EXPECT_TRUE(std::filesystem::exists(folder / ".hidden.partial"));
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 2);
}

}  // namespace
}  // namespace netdyno
