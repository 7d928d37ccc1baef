// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "tests/support/session_driver.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tiny_training.h"

namespace netdyno {
namespace {

using test::SessionDriver;
using test::tiny_recipe;

// Generating its data takes some tenths of a second.
Recipe slow_to_load() {
  return tiny_recipe({"data.examples=100000", "data.train=99000"});
}

Recipe missing_data() {
  return tiny_recipe({"data={\"source\":\"idx\",\"path\":\"/nonexistent\"}"});
}

bool is_reading(const SessionDriver& driver) {
  return driver.snapshot() && driver.snapshot()->state == RunState::Loading &&
         driver.snapshot()->loading_progress > 0;
}

TEST(SessionLoading, ShowsItsProgress) {
  SessionDriver driver;
  driver.send(OpenRecipe{slow_to_load(), false});
  ASSERT_TRUE(driver.wait_until([&] { return is_reading(driver); }));
  EXPECT_EQ(driver.snapshot()->message, "Reading gaussian");
  EXPECT_EQ(driver.snapshot()->recipe, nullptr);
  EXPECT_LT(driver.snapshot()->loading_progress, 1.0);
  EXPECT_TRUE(driver.wait_for(RunState::Paused));
}

TEST(SessionLoading, IsCancelledByAPause) {
  SessionDriver driver;
  driver.send(OpenRecipe{slow_to_load()});
  ASSERT_TRUE(driver.wait_until([&] { return is_reading(driver); }));
  driver.send(Pause{});
  ASSERT_TRUE(driver.wait_for(RunState::Failed));
  EXPECT_EQ(driver.snapshot()->message, "Loading was cancelled");
  driver.send(OpenRecipe{tiny_recipe()});
  EXPECT_TRUE(driver.wait_for_step(3));
}

TEST(SessionLoading, IsCancelledByAnotherRecipe) {
  SessionDriver driver;
  driver.send(OpenRecipe{slow_to_load()});
  ASSERT_TRUE(driver.wait_until([&] { return is_reading(driver); }));
  driver.send(OpenRecipe{tiny_recipe({"epochs=1000000"})});
  ASSERT_TRUE(driver.wait_for_step(3));
  EXPECT_EQ(driver.all<RunStarted>().size(), 1u);
  EXPECT_TRUE(driver.all<RunFailed>().empty());
}

TEST(SessionLoading, DoesNotHoldUpTheEnd) {
  SessionDriver driver;
  driver.send(OpenRecipe{tiny_recipe({"data.examples=1000000", "data.train=0"})});
  ASSERT_TRUE(driver.wait_until([&] { return driver.snapshot() != nullptr; }));
  driver.destroy();
}

TEST(SessionLoading, FailsWithAMessageAndLivesOn) {
  SessionDriver driver;
  driver.send(OpenRecipe{missing_data()});
  ASSERT_TRUE(driver.wait_for(RunState::Failed));
  ASSERT_EQ(driver.all<RunFailed>().size(), 1u);
  EXPECT_EQ(driver.all<RunFailed>()[0].what, driver.snapshot()->message);
  EXPECT_NE(driver.snapshot()->message.find("/nonexistent"), std::string::npos);
  driver.send(Play{});
  driver.send(Restart{});
  ASSERT_TRUE(driver.wait_until([&] { return !driver.all<CommandRefused>().empty(); }));
  driver.send(OpenRecipe{tiny_recipe()});
  EXPECT_TRUE(driver.wait_for_step(3));
}

TEST(SessionLoading, TellsWhatTheDataHide) {
  const test::TemporaryFolder folder;
  std::string table = "x,y,label\n";
  for (int i = 0; i < 30; ++i) table += std::to_string(i % 7) + ",5," + "abc"[i / 10] + "\n";
  const std::string path = folder.write("d.csv", table).string();
  const Recipe recipe =
      tiny_recipe({R"(data={"source":"csv","train":20,"path":")" + path + "\"}", "model.input=[2]",
                   R"(model.layers=[{"type":"dense","units":3}])"});
  SessionDriver driver;
  driver.send(OpenRecipe{recipe});
  ASSERT_TRUE(driver.wait_for_step(1));
  const auto notes = driver.all<DataNoted>();
  ASSERT_EQ(notes.size(), 2u);
  EXPECT_NE(notes[0].text.find("Class c has no training examples"), std::string::npos);
  EXPECT_NE(notes[1].text.find("Feature 2 is the same"), std::string::npos);
  driver.send(Restart{});
  ASSERT_TRUE(driver.wait_until([&] { return driver.all<RunStarted>().size() == 2; }));
  EXPECT_EQ(driver.all<DataNoted>().size(), 2u) << "once for the data that were read";
}

TEST(SessionLoading, FailsForANetworkThatDoesNotFitTheData) {
  SessionDriver driver;
  driver.send(OpenRecipe{tiny_recipe({"model.layers[5].units=2"})});
  ASSERT_TRUE(driver.wait_for(RunState::Failed));
  EXPECT_NE(driver.snapshot()->message.find("3 classes"), std::string::npos);
}

TEST(SessionLoading, ReadsTheSameDataOnlyOnce) {
  SessionDriver driver;
  driver.send(OpenRecipe{slow_to_load(), false});
  ASSERT_TRUE(driver.wait_for(RunState::Paused));
  driver.forget_events();
  bool has_loaded = false;
  Recipe other = slow_to_load();
  other.optimizer.learning_rate = 0.5;
  driver.send(OpenRecipe{other, false});
  ASSERT_TRUE(driver.wait_until([&] {
    has_loaded = has_loaded || driver.snapshot()->state == RunState::Loading;
    return driver.snapshot()->recipe && driver.snapshot()->recipe->optimizer.learning_rate == 0.5;
  }));
  EXPECT_FALSE(has_loaded);
}

}  // namespace
}  // namespace netdyno
