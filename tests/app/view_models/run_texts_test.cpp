// SPDX-License-Identifier: MIT
//
// What the transport bar, the status line and the network table say.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "app/view_models/network_model.h"
#include "app/view_models/status_model.h"
#include "app/view_models/transport_model.h"
#include "tests/support/snapshot_factory.h"

namespace netdyno::app {

namespace {

using test::make_scene;
using test::Scene;
using ::testing::HasSubstr;

TransportModel transport(Scene scene) {
  return build_transport(make_scene(scene).snapshot.get());
}

TEST(TransportModel, SaysInWhichStateTheRunIs) {
  EXPECT_EQ(transport(Scene::Starting).state, "Starting…");
  EXPECT_EQ(transport(Scene::Loading).state, "Reading fashion-mnist…");
  EXPECT_EQ(transport(Scene::NoSteps).state, "Ready to train");
  EXPECT_EQ(transport(Scene::Running).state, "Training, epoch 3 of 10");
  EXPECT_EQ(transport(Scene::Paused).state, "Paused after step 1\u00a0900");
  EXPECT_EQ(transport(Scene::Finished).state, "Finished after step 1\u00a0900");
  EXPECT_EQ(transport(Scene::Diverged).state, "Diverged at step 120, layer 3 (conv)");
  EXPECT_EQ(transport(Scene::Failed).tone, Tone::Error);
}

TEST(TransportModel, OffersTrainingOnlyWhereThereIsARun) {
  EXPECT_FALSE(transport(Scene::Starting).has_run);
  EXPECT_FALSE(transport(Scene::Loading).has_run);
  EXPECT_FALSE(transport(Scene::Failed).has_run);
  EXPECT_TRUE(transport(Scene::Diverged).has_run);
  EXPECT_TRUE(transport(Scene::Running).is_running);
  EXPECT_FALSE(transport(Scene::Paused).is_running);
}

TEST(TransportModel, ShowsTheProgressOfWhatIsWaitedFor) {
  EXPECT_EQ(transport(Scene::Loading).progress, 0.4);
  Snapshot snapshot = *make_scene(Scene::Running).snapshot;
  EXPECT_NEAR(transport(Scene::Running).progress.value(), 1900.0 / 782 - 2, 1e-9);
  snapshot.is_validating = true;
  snapshot.validation_progress = 0.7;
  EXPECT_EQ(build_transport(&snapshot).state, "Validating…");
  EXPECT_EQ(build_transport(&snapshot).progress, 0.7);
}

TEST(TransportModel, ShowsTheSeedAndTheNext) {
  EXPECT_EQ(transport(Scene::Running).seed, 1u);
  EXPECT_EQ(transport(Scene::Running).new_seed, 2u);
  EXPECT_EQ(following_seed(std::numeric_limits<std::uint64_t>::max()), 1u);
}

TEST(TransportModel, NamesStepLayerAndRateOfADivergence) {
  const std::string detail = transport(Scene::Diverged).detail;
  EXPECT_NE(detail.find("120"), std::string::npos);
  EXPECT_NE(detail.find("conv"), std::string::npos);
  EXPECT_NE(detail.find("10"), std::string::npos);
}

TEST(StatusModel, HasEveryNumberWithItsUnit) {
  const auto items = build_status(make_scene(Scene::Running).snapshot.get(), 2.44);
  ASSERT_EQ(items.size(), 5u);
  EXPECT_EQ(items[0].text, "15\u00a0234 images/s");
  EXPECT_EQ(items[1].text, "step 1\u00a0900");
  EXPECT_EQ(items[2].text, "epoch 2.43 of 10");
  EXPECT_EQ(items[3].text, "25 s to go");
  EXPECT_EQ(items[4].text, "frame 2.4 ms");
  for (const StatusItem& item : items) EXPECT_FALSE(item.tooltip.empty());
}

TEST(TransportModel, GoesThroughThePacesOneByOne) {
  EXPECT_EQ(slower_pace(0), 100);
  EXPECT_EQ(slower_pace(100), 30);
  EXPECT_EQ(slower_pace(paces().back()), paces().back());
  EXPECT_EQ(faster_pace(100), 0);
  EXPECT_EQ(faster_pace(0), 0);
  EXPECT_EQ(faster_pace(0.9), 3) << "one that is not offered counts as the nearest";
  EXPECT_EQ(pace_text(0), "Full speed");
  EXPECT_EQ(pace_text(100), "100 steps/s");
  EXPECT_EQ(pace_text(1), "1 step/s");
  EXPECT_EQ(pace_text(1.0 / 3), "a step in 3 s");
}

TEST(StatusModel, ShowsTheSpeedThatThePaceLeaves) {
  Snapshot snapshot = *make_scene(Scene::Running).snapshot;
  snapshot.pace = 3;  // steps of 64 images
  const StatusItem speed = build_status(&snapshot, 1)[0];
  EXPECT_EQ(speed.text, "192 images/s, held");
  EXPECT_NE(speed.tooltip.find("15\u00a0234"), std::string::npos);
  snapshot.pace = 1000;
  EXPECT_EQ(build_status(&snapshot, 1)[0].text, "15\u00a0234 images/s") << "no limit";
}

TEST(StatusModel, SaysSoWithoutARunOrWithBadNumbers) {
  EXPECT_EQ(build_status(nullptr, 1).front().text, "No run yet");
  const auto items = build_status(make_scene(Scene::NotANumber).snapshot.get(), 1);
  EXPECT_EQ(items[0].text, "– images/s");
  EXPECT_EQ(items[3].text, "– to go");
}

TEST(NetworkModel, HasARowPerLayerAndTotals) {
  const NetworkModel model = build_network(*make_scene(Scene::Running).snapshot->network);
  ASSERT_EQ(model.rows.size(), 10u);
  EXPECT_EQ(model.rows[0].output, "6×28×28");
  EXPECT_EQ(model.rows[0].parameters, "156");
  EXPECT_EQ(model.rows[0].receptive_field, "5×5");
  EXPECT_EQ(model.rows[1].parameters, "–");
  EXPECT_EQ(model.rows[7].receptive_field, "all");
  EXPECT_EQ(model.parameters, "51\u00a0902 parameters");
  EXPECT_EQ(model.memory, "2.3\u00a0MB in training");
}

}  // namespace

}  // namespace netdyno::app
