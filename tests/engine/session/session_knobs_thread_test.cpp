// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "engine/nn/initializer.h"
#include "tests/support/session_driver.h"
#include "tests/support/tiny_training.h"

namespace netdyno {
namespace {

using test::endless_recipe;
using test::SessionDriver;
using test::tiny_recipe;

TEST(SessionKnobs, AChangeIsInTheVeryNextMinibatch) {
  SessionDriver driver;
  driver.send(OpenRecipe{endless_recipe()});
  ASSERT_TRUE(driver.wait_for_step(5));
  driver.send(SetKnob{"optimizer.learning_rate", 0.2});
  ASSERT_TRUE(driver.wait_until([&] {
    const auto journal = driver.session().journal();
    return journal && !journal->journal.empty();
  }));
  const std::int64_t step = driver.session().journal()->journal[0].step;
  ASSERT_TRUE(driver.wait_for_step(step + 1));
  for (const StepRecord& record : driver.all<StepRecord>())
    EXPECT_EQ(record.learning_rate, record.step <= step ? 0.05 : 0.2) << "step " << record.step;
}

TEST(SessionKnobs, MarksAChangeWithItsOldAndNewValue) {
  SessionDriver driver;
  driver.send(OpenRecipe{endless_recipe(), false});
  driver.send(SetKnob{"model.layers[4].rate", 0.6});
  ASSERT_TRUE(driver.wait_until([&] { return !driver.all<KnobMarker>().empty(); }));
  const KnobMarker marker = driver.all<KnobMarker>()[0];
  EXPECT_EQ(marker.knob, "dropout rate of layer 4");
  EXPECT_EQ(marker.before, "0.3");
  EXPECT_EQ(marker.after, "0.6");
  EXPECT_EQ(marker.step, 0);
}

TEST(SessionKnobs, MarksADragOnceAndJournalsWhatWasApplied) {
  SessionDriver driver;
  driver.send(OpenRecipe{endless_recipe()});
  ASSERT_TRUE(driver.wait_for_step(1));
  for (int i = 1; i <= 20; ++i) {
    driver.send(SetKnob{"optimizer.learning_rate", 0.01 * i});
    ASSERT_TRUE(driver.wait_for_step(driver.last_step() + 1));
  }
  driver.send(SetKnob{"batch_size", 20});
  ASSERT_TRUE(driver.wait_until([&] { return driver.all<KnobMarker>().size() >= 2; }));
  EXPECT_EQ(driver.all<KnobMarker>()[0].before, "0.05");
  EXPECT_EQ(driver.all<KnobMarker>()[0].after, "0.2");
  EXPECT_EQ(driver.all<KnobMarker>()[1].knob, "batch size N");
  EXPECT_GT(driver.session().journal()->journal.size(), 2u);
}

TEST(SessionKnobs, RefusesABadValueAndTrainsOn) {
  SessionDriver driver;
  driver.send(OpenRecipe{endless_recipe()});
  driver.send(SetKnob{"optimizer.learning_rate", -1});
  driver.send(SetKnob{"model.layers[4].rat", 0.5});
  driver.send(SetProbes{{"horoscope"}});
  driver.send(PinImages{{60}});
  ASSERT_TRUE(driver.wait_until([&] { return driver.all<CommandRefused>().size() == 4; }));
  // A knob that comes during a validation waits for its end, so the others may be refused first.
  EXPECT_EQ(std::ranges::count_if(driver.all<CommandRefused>(),
                                  [](const CommandRefused& refused) {
                                    return refused.hint.find("\"rate\"") != std::string::npos;
                                  }),
            1);
  EXPECT_TRUE(driver.session().journal()->journal.empty());
  EXPECT_TRUE(driver.wait_for_step(driver.last_step() + 5));
}

TEST(SessionKnobs, ShowsAChangeWhilePaused) {
  SessionDriver driver;
  driver.send(OpenRecipe{endless_recipe(), false});
  driver.send(SetKnob{"penalty", Penalty{.l2 = 0.25, .l1 = 0}});
  ASSERT_TRUE(driver.wait_until([&] {
    return driver.snapshot() && driver.snapshot()->recipe &&
           driver.snapshot()->recipe->penalty.l2 == 0.25;
  }));
}

TEST(SessionKnobs, DrawsWeightsEvenWhenAPauseInterruptsAValidation) {
  // A validation of many slices, so that the commands arrive in its middle.
  SessionDriver driver;
  driver.send(
      OpenRecipe{tiny_recipe({"data.examples=20200", "data.validation=20000", "epochs=1000000"})});
  ASSERT_TRUE(
      driver.wait_until([&] { return driver.snapshot() && driver.snapshot()->is_validating; }));
  driver.send(Pause{});
  driver.send(SetKnob{"model.init", default_init_spec("xavier")});
  ASSERT_TRUE(driver.wait_until([&] {
    return driver.snapshot()->recipe && driver.snapshot()->recipe->model.init.scheme == "xavier";
  }));
  EXPECT_EQ(driver.snapshot()->state, RunState::Paused);
  EXPECT_EQ(driver.session().journal()->journal.size(), 1u);
}

TEST(SessionProbes, MeasuresWhatIsAskedForAndNothingElse) {
  SessionDriver driver;
  driver.send(SetProbes{{"activations", "saliency"}});
  driver.send(OpenRecipe{endless_recipe()});
  ASSERT_TRUE(driver.wait_until(
      [&] { return driver.snapshot() && driver.snapshot()->probes.size() == 2; }));
  EXPECT_NE(probe_value<DistributionSet>(driver.snapshot(), "activations"), nullptr);
  ASSERT_NE(probe_value<SaliencySet>(driver.snapshot(), "saliency"), nullptr);
  EXPECT_EQ(probe_value<SaliencySet>(driver.snapshot(), "saliency")->images.size(), 3u)
      << "the first image of each class";
  driver.send(SetProbes{});
  EXPECT_TRUE(driver.wait_until([&] { return driver.snapshot()->probes.empty(); }));
}

TEST(SessionProbes, MeasuresAgainAsTrainingGoesOn) {
  SessionDriver driver({.threads = 1, .probe_interval_ms = 1});
  driver.send(SetProbes{{"weights"}});
  driver.send(OpenRecipe{endless_recipe()});
  std::map<std::int64_t, const ProbeResult*> seen;
  EXPECT_TRUE(driver.wait_until([&] {
    if (driver.snapshot() && !driver.snapshot()->probes.empty()) {
      const ProbeResult& result = *driver.snapshot()->probes.begin()->second;
      seen[result.step] = &result;
    }
    return seen.size() >= 3;
  }));
}

TEST(SessionProbes, MeasuresEachStepThatIsMadeByHand) {
  SessionDriver driver;
  driver.send(SetProbes{{"gradients", "filters"}});
  driver.send(OpenRecipe{endless_recipe(), false});
  ASSERT_TRUE(driver.wait_for(RunState::Paused));
  EXPECT_FALSE(driver.snapshot()->probes.contains("gradients")) << "no pass has left any yet";
  EXPECT_TRUE(driver.snapshot()->probes.contains("filters"));
  for (std::int64_t step = 1; step <= 3; ++step) {
    driver.send(StepOnce{});
    ASSERT_TRUE(driver.wait_until([&] {
      return driver.snapshot()->state == RunState::Paused && driver.snapshot()->step == step;
    }));
    EXPECT_EQ(driver.snapshot()->probes.at("gradients")->step, step);
    EXPECT_EQ(driver.snapshot()->probes.at("filters")->step, step);
  }
}

TEST(SessionProbes, ShowsThePinnedImages) {
  SessionDriver driver;
  driver.send(PinImages{{5, 7}});
  driver.send(SetProbes{{"saliency"}});
  driver.send(OpenRecipe{endless_recipe(), false});
  ASSERT_TRUE(driver.wait_for(RunState::Paused));
  EXPECT_EQ(driver.snapshot()->pinned, (std::vector<Index>{5, 7}));
  EXPECT_EQ(probe_value<SaliencySet>(driver.snapshot(), "saliency")->images[1].example, 7);
  driver.send(Restart{});
  driver.send(PinImages{{11}});
  ASSERT_TRUE(driver.wait_until([&] {
    const auto* saliency = probe_value<SaliencySet>(driver.snapshot(), "saliency");
    return saliency && saliency->images.size() == 1 && saliency->images[0].example == 11;
  }));
}

}  // namespace
}  // namespace netdyno
