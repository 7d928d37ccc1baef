// SPDX-License-Identifier: MIT
//
// What a person looks at and evaluates beside a training, through a session.
#include <gtest/gtest.h>

#include "engine/study/test_evaluation.h"
#include "tests/support/session_driver.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tiny_training.h"

namespace netdyno {
namespace {

using test::SessionDriver;
using test::tiny_recipe;

const ProbeResult* measured_by(const SessionDriver& driver, const std::string& id) {
  const Snapshot* snapshot = driver.snapshot();
  if (!snapshot) return nullptr;
  const auto found = snapshot->probes.find(id);
  return found == snapshot->probes.end() ? nullptr : found->second.get();
}

template <typename T>
const T* value(const SessionDriver& driver, const std::string& id) {
  const ProbeResult* measured = measured_by(driver, id);
  return measured ? std::get_if<T>(&measured->value) : nullptr;
}

ProbeFocus focus_on(SaliencyMethod method, std::size_t maps_layer) {
  ProbeFocus focus;
  focus.saliency = method;
  focus.maps_layer = maps_layer;
  return focus;
}

TEST(SessionFocus, ChangesWhatIsMeasuredAtOnceEvenWhilePaused) {
  SessionDriver driver;
  driver.send(OpenRecipe{tiny_recipe(), false});
  driver.send(SetProbes{{"saliency", "feature_maps"}});
  ASSERT_TRUE(driver.wait_until([&] { return value<SaliencySet>(driver, "saliency"); }));
  driver.send(SetFocus{focus_on(SaliencyMethod::GradCam, 2)});
  ASSERT_TRUE(driver.wait_until([&] {
    const auto* set = value<SaliencySet>(driver, "saliency");
    return set && set->method == SaliencyMethod::GradCam;
  }));
  EXPECT_EQ(value<ImageGrid>(driver, "feature_maps")->layer, 2u);
  EXPECT_EQ(driver.snapshot()->focus.saliency, SaliencyMethod::GradCam);
}

TEST(SessionFocus, ShowsAnExaminedImageUntilItIsPutAway) {
  SessionDriver driver;
  driver.send(OpenRecipe{tiny_recipe(), false});
  driver.send(SetProbes{{"saliency"}});
  const Shape shape = {1, 6, 6};
  driver.send(ExamineImage{{"cat.png", shape, std::vector<float>(36, 0.5f)}});
  const auto is_examined = [&] {
    const auto* set = value<SaliencySet>(driver, "saliency");
    return set && !set->images.empty() && set->images[0].name == "cat.png";
  };
  ASSERT_TRUE(driver.wait_until(is_examined));
  EXPECT_EQ(driver.snapshot()->examined_name, "cat.png");
  driver.send(ExamineImage{});
  ASSERT_TRUE(driver.wait_until([&] { return !is_examined(); }));
  driver.send(ExamineImage{{"wide.png", {1, 2, 2}, std::vector<float>(4)}});
  ASSERT_TRUE(driver.wait_until([&] { return driver.all<CommandRefused>().size() == 1; }));
}

TEST(SessionFocus, MeasuresUpdatesOfTheStepThatMadeThem) {
  SessionDriver driver;
  driver.send(OpenRecipe{tiny_recipe(), false});
  driver.send(SetProbes{{"updates", "weights"}});
  driver.send(StepOnce{});
  ASSERT_TRUE(driver.wait_until([&] { return value<DistributionSet>(driver, "updates"); }));
  EXPECT_EQ(measured_by(driver, "updates")->step, 1);
  const auto& rows = value<DistributionSet>(driver, "updates")->rows;
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_GT(rows[0].std, 0);
  EXPECT_LT(rows[0].std, 0.1);
}

TEST(SessionFocus, LooksAtTheNetworkWithoutChangingTheRun) {
  const auto losses = [](bool with_probes) {
    SessionDriver driver;
    driver.send(OpenRecipe{tiny_recipe({"epochs=4"}), false});
    if (with_probes)
      driver.send(SetProbes{{"saliency", "feature_maps", "predictions", "updates", "filters"}});
    driver.send(SetFocus{focus_on(SaliencyMethod::SmoothGrad, 0)});
    driver.send(Play{});
    EXPECT_TRUE(driver.wait_for(RunState::Finished));
    std::vector<double> all;
    for (const StepRecord& record : driver.all<StepRecord>()) all.push_back(record.train_loss);
    return all;
  };
  EXPECT_EQ(losses(true), losses(false));
}

// Two dimensions, two classes: the sign of the first tells.
std::string points(int count) {
  std::string text = "x,y,label\n";
  for (int i = 0; i < count; ++i) text += i % 2 ? "1,0.5,1\n" : "-1,0.25,0\n";
  return text;
}

TEST(SessionFocus, IsFinerAtRestThanAtFullSpeed) {
  SessionDriver driver;
  driver.send(SetProbes{{"boundary"}});
  Recipe recipe = parse_recipe(
      R"({"data": {"source": "spiral", "examples": 200}, "epochs": 1000000, "batch_size": 10,
          "model": {"input": [2], "layers": [{"type": "dense", "units": 3}]}})");
  driver.send(OpenRecipe{std::move(recipe), true});
  const auto columns = [&] {
    const auto* map = value<DecisionMap>(driver, "boundary");
    return map ? map->columns : 0;
  };
  ASSERT_TRUE(driver.wait_until([&] { return columns() == 48; }));
  driver.send(Pause{});
  ASSERT_TRUE(driver.wait_for(RunState::Paused));
  ASSERT_TRUE(driver.wait_until([&] { return columns() == 96; }));
  EXPECT_EQ(measured_by(driver, "boundary")->step, driver.snapshot()->step);
}

RunStudy evaluate_test() {
  return {"evaluate", {{"split", std::string("test")}}};
}

TEST(SessionTest, EvaluatesTheTestFileWhenAsked) {
  const test::TemporaryFolder folder;
  const std::string train = folder.write("train.csv", points(60)).string();
  const std::string test = folder.write("test.csv", points(700)).string();
  const Recipe recipe = parse_recipe(
      R"({"data": {"source": "csv", "path": ")" + train + R"(", "test_path": ")" + test +
      R"(", "validation": 10}, "model": {"input": [2], "layers": [{"type": "dense", "units": 2}]},
          "optimizer": {"kind": "sgd", "learning_rate": 0.5}, "batch_size": 10, "epochs": 20})");
  SessionDriver driver;
  driver.send(OpenRecipe{recipe, true});
  ASSERT_TRUE(driver.wait_for(RunState::Finished));
  const auto evaluated = [&] { return study_report<TestReport>(driver.snapshot(), "evaluate"); };
  EXPECT_EQ(evaluated(), nullptr);
  driver.send(evaluate_test());
  ASSERT_TRUE(driver.wait_until([&] { return evaluated() && !evaluated()->is_running; }));
  const TestReport report = *evaluated();
  EXPECT_EQ(report.examples, 700);
  EXPECT_EQ(report.progress, 1);
  EXPECT_EQ(report.accuracy, 1);
  ASSERT_EQ(report.classes.size(), 2u);
  EXPECT_EQ(report.classes[0].examples, 350);
  EXPECT_EQ(report.classes[0].correct, 350);
  RunStudy augmented = evaluate_test();
  augmented.options["tta"] = true;
  driver.send(augmented);
  ASSERT_TRUE(driver.wait_until([&] { return driver.all<CommandRefused>().size() == 1; }))
      << "points are no images";
}

TEST(SessionTest, RefusesWhereThereIsNoTestFile) {
  SessionDriver driver;
  driver.send(evaluate_test());
  ASSERT_TRUE(driver.wait_until([&] { return driver.all<CommandRefused>().size() == 1; }));
  const test::TemporaryFolder folder;
  const std::string train = folder.write("train.csv", points(60)).string();
  const Recipe recipe =
      parse_recipe(R"({"data": {"source": "csv", "path": ")" + train +
                   R"("}, "model": {"input": [2], "layers": [{"type": "dense", "units": 2}]}})");
  driver.send(OpenRecipe{recipe, false});
  driver.send(evaluate_test());
  ASSERT_TRUE(driver.wait_until([&] { return driver.all<CommandRefused>().size() == 2; }));
}

}  // namespace
}  // namespace netdyno
