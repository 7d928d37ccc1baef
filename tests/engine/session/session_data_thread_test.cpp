// SPDX-License-Identifier: MIT
//
// The probes of the data set in a session: what a person browses, and how rarely they are measured.
#include <gtest/gtest.h>

#include "tests/support/session_driver.h"
#include "tests/support/tiny_training.h"

namespace netdyno {
namespace {

using test::SessionDriver;
using test::tiny_recipe;

std::shared_ptr<const ProbeResult> result(const SessionDriver& driver, const std::string& id) {
  if (!driver.snapshot()) return nullptr;
  const auto found = driver.snapshot()->probes.find(id);
  return found == driver.snapshot()->probes.end() ? nullptr : found->second;
}

TEST(SessionData, ServesThePageThatWasAskedFor) {
  SessionDriver driver;
  driver.send(SetProbes{{"samples"}});
  driver.send(BrowseData{{.label = 2, .first = 0, .count = 5}});
  driver.send(OpenRecipe{tiny_recipe(), false});
  ASSERT_TRUE(driver.wait_until([&] { return result(driver, "samples") != nullptr; }));
  const auto& set = std::get<SampleSet>(result(driver, "samples")->value);
  ASSERT_EQ(set.samples.size(), 5u);
  for (const DataSample& sample : set.samples) EXPECT_EQ(sample.label, 2);
  driver.send(BrowseData{{.label = {}, .first = 6, .count = 3}});
  ASSERT_TRUE(driver.wait_until([&] {
    return std::get<SampleSet>(result(driver, "samples")->value).samples[0].example == 6;
  }));
}

TEST(SessionData, IsMeasuredOncePerSetting) {
  SessionDriver driver;
  driver.send(SetProbes{{"data", "weights"}});
  driver.send(OpenRecipe{tiny_recipe({"epochs=1000000"}), false});
  ASSERT_TRUE(driver.wait_until([&] { return result(driver, "data") != nullptr; }));
  const auto first = result(driver, "data");
  driver.send(StepOnce{});
  ASSERT_TRUE(driver.wait_until([&] { return result(driver, "weights")->step == 1; }));
  EXPECT_EQ(result(driver, "data"), first) << "another step";
  driver.send(SetProbes{{"weights"}});
  driver.send(Restart{});
  driver.send(SetProbes{{"data"}});
  ASSERT_TRUE(driver.wait_until([&] {
    return result(driver, "data") && !result(driver, "weights") && driver.snapshot()->step == 0;
  }));
  EXPECT_EQ(result(driver, "data"), first) << "another run on the same examples";
  driver.send(SetKnob{"data.preprocess", "standardize"});
  ASSERT_TRUE(driver.wait_until([&] { return result(driver, "data") != first; }));
  EXPECT_EQ(std::get<DataStatistics>(result(driver, "data")->value).preprocess, "standardize");
}

}  // namespace
}  // namespace netdyno
