// SPDX-License-Identifier: MIT
#include "app/application/knob_undo.h"

#include <gtest/gtest.h>

#include "app/application/dropped_file.h"
#include "app/application/preferences.h"
#include "engine/core/error.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tiny_training.h"

namespace netdyno::app {
namespace {

Recipe recipe_with_rate(double rate) {
  Recipe recipe = test::tiny_recipe();
  recipe.optimizer.learning_rate = rate;
  return recipe;
}

double rate_of(const std::vector<Command>& commands) {
  return commands.size() == 1 ? std::get<SetKnob>(commands[0]).value.number() : -1;
}

TEST(KnobUndo, TakesBackAndTurnsAgain) {
  KnobUndo undo;
  EXPECT_TRUE(undo.undo().empty());
  undo.record(SetKnob{"optimizer.learning_rate", 0.1}, recipe_with_rate(0.01), 1);
  undo.record(SetKnob{"optimizer.learning_rate", 1}, recipe_with_rate(0.1), 10);
  EXPECT_EQ(rate_of(undo.undo()), 0.1);
  EXPECT_EQ(rate_of(undo.undo()), 0.01);
  EXPECT_FALSE(undo.can_undo());
  EXPECT_EQ(rate_of(undo.redo()), 0.1);
  EXPECT_EQ(rate_of(undo.redo()), 1);
  EXPECT_FALSE(undo.can_redo());
}

TEST(KnobUndo, ADragIsOneEdit) {
  KnobUndo undo;
  for (int i = 0; i < 100; ++i)
    undo.record(SetKnob{"optimizer.learning_rate", 0.01 * (i + 2)},
                recipe_with_rate(i < 3 ? 0.01 : 0.01 * i), 1 + 0.02 * i);
  EXPECT_EQ(rate_of(undo.undo()), 0.01);
  EXPECT_FALSE(undo.can_undo());
  EXPECT_NEAR(rate_of(undo.redo()), 1.01, 1e-12);
}

TEST(KnobUndo, CommandsOfOneFrameAreOneEdit) {
  KnobUndo undo;
  Recipe before = recipe_with_rate(0.01);
  before.schedule.kind = "cosine";
  undo.record(SetKnob{"schedule", ScheduleSpec{"constant", {}}}, before, 5);
  undo.record(SetKnob{"optimizer.learning_rate", 0.5}, before, 5);
  const std::vector<Command> back = undo.undo();
  ASSERT_EQ(back.size(), 2u);
  EXPECT_EQ(std::get<SetKnob>(back[0]).value.number(), 0.01);
  EXPECT_EQ(std::get<SetKnob>(back[1]).value.at("kind").text(), "cosine");
  EXPECT_FALSE(undo.can_undo());
}

TEST(KnobUndo, ANewTurnForgetsWhatWasTakenBack) {
  KnobUndo undo;
  undo.record(SetKnob{"optimizer.learning_rate", 0.1}, recipe_with_rate(0.01), 1);
  undo.undo();
  undo.record(Play{}, recipe_with_rate(0.01), 2);
  EXPECT_TRUE(undo.can_redo()) << "playing turns no knob";
  undo.record(SetKnob{"batch_size", 8}, recipe_with_rate(0.01), 3);
  EXPECT_FALSE(undo.can_redo());
}

RunId reopened(const std::vector<Command>& commands) {
  return commands.size() == 1 ? std::get<ReopenRun>(commands[0]).run : 0;
}

TEST(KnobUndo, GoesBackToARunThatWasReplacedAndThenToItsKnobs) {
  KnobUndo undo;
  undo.record(SetKnob{"optimizer.learning_rate", 0.1}, recipe_with_rate(0.01), 1);
  undo.record_run(1, 2);
  undo.record(SetKnob{"batch_size", 8}, recipe_with_rate(0.1), 9);
  EXPECT_EQ(undo.undo().size(), 1u) << "the batch size of the second run";
  EXPECT_EQ(reopened(undo.undo()), 1);
  undo.record_run(2, 1);  // the engine tells of the run that made way
  EXPECT_EQ(rate_of(undo.undo()), 0.01);
  EXPECT_FALSE(undo.can_undo());
  EXPECT_EQ(rate_of(undo.redo()), 0.1);
  EXPECT_EQ(reopened(undo.redo()), 2);
  undo.record_run(1, 2);
  EXPECT_EQ(std::get<SetKnob>(undo.redo().at(0)).value.whole(), 8);
}

TEST(KnobUndo, AForgottenRunTakesWhatCameBeforeWithIt) {
  KnobUndo undo;
  undo.record(SetKnob{"optimizer.learning_rate", 0.1}, recipe_with_rate(0.01), 1);
  undo.record_run(1, 2);
  undo.record(SetKnob{"optimizer.learning_rate", 0.2}, recipe_with_rate(0.1), 9);
  undo.record_run(2, 3);
  undo.forget_run(1);
  EXPECT_EQ(reopened(undo.undo()), 2);
  EXPECT_EQ(rate_of(undo.undo()), 0.1);
  EXPECT_FALSE(undo.can_undo());
  undo.forget_run(3);
  EXPECT_EQ(rate_of(undo.redo()), 0.2);
  EXPECT_FALSE(undo.can_redo());
}

TEST(Preferences, SurviveBeingWrittenAndRead) {
  const test::TemporaryFolder folder;
  Preferences saved{.is_dark = false,
                    .text_scale = 1.25f,
                    .run_color = 4,
                    .layout = default_layout(),
                    .hidden = {"status"},
                    .recent = {"a.json"}};
  saved.layout->children[1].children[0].fixed = 411;
  write_preferences(folder / "deep/workspace.json", saved);
  const Preferences read = read_preferences(folder / "deep/workspace.json");
  EXPECT_EQ(read.is_dark, false);
  EXPECT_EQ(read.text_scale, 1.25f);
  EXPECT_EQ(read.run_color, 4u);
  EXPECT_EQ(read.hidden, saved.hidden);
  EXPECT_EQ(read.recent, saved.recent);
  ASSERT_TRUE(read.layout);
  EXPECT_EQ(panels_of(*read.layout), panels_of(*saved.layout));
  EXPECT_EQ(read.layout->children[1].children[0].fixed, 411);
  EXPECT_TRUE(read.layout->children[0].is_bar);
}

TEST(Preferences, OfADamagedFileAreNone) {
  for (const char* text : {"", "{", "[]", "7", R"({"layout": {"children": 3}})",
                           R"({"text_scale": "big", "layout": []})", R"({"text_scale": -1})",
                           R"({"layout": {"share": 0, "panels": [1]}})"}) {
    const Preferences read = parse_preferences(text);
    EXPECT_GT(read.text_scale, 0.5f) << text;
    EXPECT_LT(read.text_scale, 2.5f) << text;
  }
  EXPECT_FALSE(read_preferences("/nowhere/at/all.json").layout);
}

TEST(Preferences, KeepTheLatestRecipesFirstAndOnce) {
  std::vector<std::string> recent;
  for (int i = 0; i < 15; ++i) add_recent(recent, "/r/" + std::to_string(i) + ".json");
  add_recent(recent, "/r/12.json");
  EXPECT_EQ(recent.size(), 10u);
  EXPECT_EQ(recent[0], "/r/12.json");
  EXPECT_EQ(recent[1], "/r/14.json");
  EXPECT_EQ(std::ranges::count(recent, "/r/12.json"), 1);
}

TEST(DroppedFile, IsARecipeAFolderOrAPicture) {
  const test::TemporaryFolder folder;
  std::filesystem::create_directories(folder / "pets/cat");
  std::filesystem::create_directories(folder / "pets/dog");
  const Dropped pets = read_dropped(folder / "pets", {1, 28, 28});
  const auto& recipe = std::get<NamedRecipe>(pets);
  EXPECT_EQ(recipe.name, "pets");
  EXPECT_EQ(recipe.recipe.data.source.source, "images");
  EXPECT_EQ(recipe.recipe.model.input, (Shape{3, 32, 32}));
  // The smallest bitmap: 1×1, white.
  const std::string bitmap(
      "BM\x3a\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\1\0\0\0\1\0\0\0\1\0\x18\0"
      "\0\0\0\0\4\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\xff\xff\xff\0",
      58);
  const Dropped dropped = read_dropped(folder.write("white.bmp", bitmap), {1, 4, 4});
  const auto& image = std::get<ExaminedImage>(dropped);
  EXPECT_EQ(image.name, "white.bmp");
  EXPECT_EQ(image.pixels, std::vector<float>(16, 1.0f));
}

TEST(DroppedFile, SaysWhatItCannotTake) {
  const test::TemporaryFolder folder;
  EXPECT_THROW(read_dropped(folder.write("notes.txt", "hello"), {1, 4, 4}), Error);
  EXPECT_THROW(read_dropped(folder.path(), {1, 4, 4}), Error) << "no folders of pictures in it";
  EXPECT_THROW(read_dropped(folder.write("broken.png", "no png"), {1, 4, 4}), Error);
  EXPECT_THROW(read_dropped(folder.write("cat.png", ""), {2}), Error) << "points, no pictures";
  EXPECT_THROW(read_dropped(folder.write("bad.json", "{"), {1, 4, 4}), Error);
}

}  // namespace
}  // namespace netdyno::app
