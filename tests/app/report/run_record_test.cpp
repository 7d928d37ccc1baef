// SPDX-License-Identifier: MIT
#include "app/report/run_record.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <nlohmann/json.hpp>

#include "app/report/html_report.h"
#include "app/report/run_tables.h"
#include "tests/support/tiny_training.h"

namespace netdyno::app {

namespace {

using ::testing::HasSubstr;

std::vector<std::string> ids_of(const RunContent& content) {
  std::vector<std::string> ids;
  for (const RunFigure& figure : run_figures(content, {})) ids.push_back(figure.id);
  return ids;
}

class EndedRun : public ::testing::Test {
 protected:
  explicit EndedRun(const std::vector<std::string>& overrides = {})
      : recipe_(test::tiny_recipe(overrides)),
        data_(test::tiny_data(recipe_)),
        run_(recipe_, data_, *engine_.kernels) {}

  void train(int steps) {
    while (run_.trainer().steps_taken() < steps) run_.advance();
  }

  test::TinyEngine engine_;
  Recipe recipe_;
  DataSplits data_;
  netdyno::Run run_;  // gtest has a Run, too
};

TEST_F(EndedRun, ItsPageHasDateAccuracyAndATableOfTheNetwork) {
  train(3);  // no epoch has ended
  const RunContent content = run_content("tiny", run_, Json());
  const std::string page = html_report(content, run_figures(content, {}), 0.6);
  EXPECT_EQ(content.date.size(), std::string("2026-11-26 07:12").size());
  EXPECT_THAT(page, HasSubstr("<dt>date</dt><dd>" + content.date));
  EXPECT_THAT(page, HasSubstr("<dt>validation accuracy"));
  EXPECT_THAT(page, HasSubstr("<figure id=\"network\"><h2>"));
  EXPECT_THAT(page, HasSubstr("<th>layer</th>")) << "letters of the page's own size";
  EXPECT_THAT(page, HasSubstr("columns: 26rem")) << "figures of any height leave no holes";
}

TEST_F(EndedRun, TellsOfItselfWithoutItsFiles) {
  train(20);
  const RunContent content = run_content("tiny", run_, Json());
  EXPECT_TRUE(content.notes.empty());
  EXPECT_EQ(content.history.size(), 20u) << "the minibatch that is looked at is not recorded";
  for (const char* id : {"loss", "accuracy", "learning-rate", "confusion", "activations",
                         "gradients", "weights", "filters", "saliency", "network"})
    EXPECT_THAT(ids_of(content), testing::Contains(id));
  EXPECT_EQ(content.confusion->total, data_.validation.count);
  EXPECT_THAT(html_report(content, run_figures(content, {}), 0.6), HasSubstr("</html>"));
}

TEST_F(EndedRun, IsLookedAtInACopy) {
  train(20);
  const std::vector<float> weights = test::weights_of(run_.trainer().network());
  const netdyno::Run& ended = run_;
  run_content("tiny", ended, Json());
  EXPECT_EQ(run_.trainer().steps_taken(), 20);
  EXPECT_EQ(test::weights_of(run_.trainer().network()), weights);
  constexpr auto kCanStep = []<typename T>(T*) {
    return requires(T & trainer) {
      trainer.step();
    };
  };
  static_assert(!kCanStep(static_cast<const Trainer*>(nullptr)));
  train(25);
  netdyno::Run other(recipe_, data_, *engine_.kernels);
  while (other.trainer().steps_taken() < 25) other.advance();
  EXPECT_EQ(test::weights_of(run_.trainer().network()),
            test::weights_of(other.trainer().network()));
}

TEST_F(EndedRun, TellsWhatItCanWhenItDiverged) {
  train(3);
  run_.trainer().network().parameters().front()->value.fill(
      std::numeric_limits<float>::quiet_NaN());
  const RunContent content = run_content("tiny", run_, Json());
  EXPECT_THAT(html_report(content, run_figures(content, {}), 0.6), HasSubstr("</html>"));
}

TEST(RunTables, NameTheKnobsThatWereTurned) {
  History history;
  history.append(KnobMarker{.step = 0, .knob = "batch size N", .before = "8", .after = "16"});
  for (int step = 1; step <= 3; ++step)
    history.append(StepRecord{.step = step, .epoch = step / 10.0, .seconds = step / 2.0});
  history.append(KnobMarker{
      .step = 2, .epoch = 0.2, .seconds = 1, .knob = "loss", .before = "a,b", .after = "mse"});
  EXPECT_EQ(markers_csv(history),
            "step,epoch,seconds,knob,before,after\n0,0,0,batch size N,8,16\n"
            "2,0.2,1,loss,\"a,b\",mse\n");
  std::string wide;
  write_curves_wide(history, {.smoothing = 0.6}, [&](std::string_view text) { wide += text; });
  EXPECT_THAT(wide, HasSubstr(",knobs\n"));
  EXPECT_THAT(wide, HasSubstr(",batch size N 8 → 16\n2,0.2,1,"));
  EXPECT_THAT(wide, HasSubstr(",\"loss a,b → mse\"\n3,"));
}

TEST(RunTables, HaveARowForAsManyStepsAsAreChosen) {
  History history;
  for (int step = 1; step <= 10; ++step) {
    history.append(StepRecord{.step = step,
                              .epoch = step / 10.0,
                              .seconds = step / 2.0,
                              .learning_rate = 0.5,
                              .train_loss = 1.0 * step});
    if (step == 5) history.append(ValidationRecord{5, 0.5, 2.5, 0.75, 0.25});
  }
  const auto wide = [&](std::size_t every) {
    std::string csv;
    write_curves_wide(history, {.smoothing = 0, .steps_per_row = every},
                      [&](std::string_view text) { csv += text; });
    return csv;
  };
  // Of steps 4 to 6 the validated one, of the others the last.
  EXPECT_THAT(wide(3), HasSubstr("knobs\n3,0.3,1.5,0.5,3,3,"));
  EXPECT_THAT(wide(3), HasSubstr("\n5,0.5,2.5,0.5,5,5,,,0,0.75,0.25,\n9,"));
  EXPECT_THAT(wide(3), HasSubstr("\n10,1,5,"));
  EXPECT_EQ(std::ranges::count(wide(3), '\n'), 5);
  EXPECT_EQ(std::ranges::count(wide(1), '\n'), 11);
  EXPECT_EQ(wide(0), wide(1));
}

TEST(RunTables, OfALongRunAreNoLongerThanTheirBound) {
  EXPECT_EQ(steps_per_row(0, kMostTableRows), 1u);
  EXPECT_EQ(steps_per_row(0, 2 * kMostTableRows), 2u);
  EXPECT_EQ(steps_per_row(0, 50'000'000), 500u);
  EXPECT_EQ(steps_per_row(1, 50'000'000), 1u);
}

}  // namespace

}  // namespace netdyno::app
