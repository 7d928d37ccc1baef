// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <functional>
#include <nlohmann/json.hpp>

#include "engine/core/error.h"
#include "engine/core/instruction_set.h"
#include "engine/core/random.h"
#include "engine/formats/atomic_file.h"
#include "engine/formats/weights_file.h"
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
  const std::string version = "{\\\"version\\\":2,";
  EXPECT_THAT(refusal_of(with(version, "{\\\"version\\\":7,")),
              HasSubstr("version 7; this Netdyno knows versions up to 2"));
  EXPECT_THAT(refusal_of(with(version, "{\\\"version\\\":0,")), HasSubstr("there is no version 0"));
  EXPECT_THAT(refusal_of(with(version, "{\\\"versiom\\\":1,")), HasSubstr("does not say"));
  EXPECT_THAT(refusal_of(with("\"netdyno\"", "\"netdynx\"")), HasSubstr("no training's state"));
  EXPECT_THAT(refusal_of(with("\\\"seconds\\\"", "\\\"secnods\\\"")), HasSubstr("damaged"));
  // In the header's own list of what follows: the first of these names is in the sums.
  std::string renamed = bytes;
  renamed.replace(renamed.rfind("history.epoch"), 13, "history.epoxh");
  EXPECT_THAT(refusal_of(renamed), HasSubstr("its tensor history.epoch is missing"));
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

// As version 1 had it: nothing of it is summed up.
std::string unsummed(const std::string& bytes, const std::function<void(Json&)>& change) {
  TensorFile content = decode_safetensors(bytes, "x", Columns::Read);
  Json head = Json::parse(content.metadata.at("netdyno"));
  head["version"] = 1;
  head.erase("crc");
  head.erase("history");
  change(head);
  content.metadata = {{"netdyno", head.dump()}};
  return encode_safetensors(content);
}

TEST(CheckpointProperty, RefusesEveryFlippedBit) {
  const Recipe recipe = rich_recipe();
  test::TinyEngine engine;
  TrainingRun run(recipe, test::tiny_data(recipe), *engine.kernels);
  advance_to(run, 14);
  const std::string bytes = encode_checkpoint(checkpoint_of(run));
  std::uint64_t header = 0;
  std::memcpy(&header, bytes.data(), sizeof(header));
  Random random(3, Stream::Test);
  for (int i = 0; i < 400; ++i) {
    std::string flipped = bytes;
    // The header's layout is not summed up, what it describes is.
    const std::size_t first = i % 2 == 0 ? 8 + header : bytes.find("netdyno") + 12;
    const std::size_t end = i % 2 == 0 ? bytes.size() : 8 + header - 64;
    const std::size_t at = first + random.below(static_cast<std::uint64_t>(end - first));
    flipped[at] = static_cast<char>(flipped[at] ^ 1 << random.below(8));
    const std::string refusal = refusal_of(flipped);
    EXPECT_NE(refusal, "accepted") << "byte " << at << " of " << bytes.size();
  }
}

TEST(CheckpointProperty, OpensWhatVersionOneWrote) {
  const Recipe recipe = rich_recipe();
  const DataSplits data = test::tiny_data(recipe);
  test::TinyEngine engine;
  TrainingRun run(recipe, data, *engine.kernels);
  advance_to(run, 14);
  Checkpoint old =
      decode_checkpoint(unsummed(encode_checkpoint(checkpoint_of(run)), [](Json&) {}), "x");
  TrainingRun resumed(recipe, data, *engine.kernels);
  resumed.load(std::move(old.run));
  advance_to(run, 30);
  advance_to(resumed, 30);
  EXPECT_EQ(curve_of(resumed), curve_of(run));
  EXPECT_EQ(resumed.trainer().save().meta, run.trainer().save().meta);
}

TEST(CheckpointProperty, RefusesNumbersThatCannotBe) {
  const Recipe recipe = rich_recipe();
  const DataSplits data = test::tiny_data(recipe);
  test::TinyEngine engine;
  TrainingRun run(recipe, data, *engine.kernels);
  advance_to(run, 14);
  const std::string bytes = encode_checkpoint(checkpoint_of(run));
  const auto with = [&](const char* pointer, const Json& value) {
    return refusal_of(
        unsummed(bytes, [&](Json& head) { head[Json::json_pointer(pointer)] = value; }));
  };
  EXPECT_THAT(with("/version", 4294967297), HasSubstr("of version 4294967297"));
  EXPECT_THAT(with("/version", 0), HasSubstr("no version 0"));
  EXPECT_THAT(with("/goal/steps", -1), HasSubstr("\"steps\" is -1"));
  EXPECT_THAT(with("/goal/steps", 1e300), HasSubstr("\"steps\" is 1e+300"));
  EXPECT_THAT(with("/validated_step", 15), HasSubstr("\"validated_step\" is 15"));
  EXPECT_THAT(with("/seconds", -0.5), HasSubstr("\"seconds\" is -0.5"));
  EXPECT_THAT(with("/seconds", "soon"), HasSubstr("\"seconds\" is \"soon\""));
  EXPECT_THAT(with("/is_validating", 1), HasSubstr("true or false"));
  EXPECT_THAT(with("/markers", Json::array({{{"step", 99},
                                             {"epoch", 1},
                                             {"seconds", 1},
                                             {"knob", "η"},
                                             {"before", "1"},
                                             {"after", "2"}}})),
              HasSubstr("turned after step 99"));
  EXPECT_THAT(with("/markers", 5), HasSubstr("\"markers\" is no list"));
  // The trainer's own, which are held against each other when a run takes them.
  const auto loaded = [&](const char* pointer, const Json& value) {
    try {
      Checkpoint read =
          decode_checkpoint(unsummed(bytes,
                                     [&](Json& head) {
                                       Json meta = Json::parse(head["trainer"].get<std::string>());
                                       meta[Json::json_pointer(pointer)] = value;
                                       head["trainer"] = meta.dump();
                                     }),
                            "x");
      TrainingRun resumed(recipe, data, *engine.kernels);
      resumed.load(std::move(read.run));
    } catch (const Error& error) {
      return error.message();
    }
    return std::string("accepted");
  };
  EXPECT_THAT(loaded("/step", 1e300), HasSubstr("\"step\" is 1e+300"));
  EXPECT_THAT(loaded("/step", 15), HasSubstr("of step 15, its history ends at step 14"));
  EXPECT_THAT(loaded("/batcher/position", 1'000'000), HasSubstr("\"position\" is 1000000"));
  EXPECT_THAT(loaded("/batcher/epoch", -1), HasSubstr("\"epoch\" is -1"));
  EXPECT_THAT(loaded("/optimizer/steps", 15), HasSubstr("\"steps\" is 15"));
  EXPECT_THAT(loaded("/good/step", 15), HasSubstr("\"step\" is 15"));
  EXPECT_THAT(loaded("/redraws", -1), HasSubstr("\"redraws\" is -1"));
  EXPECT_EQ(loaded("/step", 14), "accepted");
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
