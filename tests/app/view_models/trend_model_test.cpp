// SPDX-License-Identifier: MIT
#include "app/view_models/trend_model.h"

#include <gtest/gtest.h>

#include <cmath>

#include "app/view_models/knob_inverse.h"
#include "app/view_models/predictions_model.h"
#include "engine/nn/initializer.h"
#include "tests/support/snapshot_factory.h"

namespace netdyno::app {

namespace {

Distribution tensor(double mean, double std, std::int64_t count = 4) {
  Distribution d;
  d.layer = 0;
  d.name = "dense weight";
  d.count = count;
  d.mean = mean;
  d.std = std;
  return d;
}

Snapshot measured(std::int64_t step, double weight, double update) {
  Snapshot snapshot;
  const auto put = [&](const char* id, double std) {
    snapshot.probes[id] =
        std::make_shared<const ProbeResult>(step, DistributionSet{{tensor(0, std)}});
  };
  put("weights", weight);
  put("updates", update);
  return snapshot;
}

const TrendRow& row(LayerSize size) {
  for (const TrendRow& each : trend_rows())
    if (!each.metric && each.size == size) return each;
  return trend_rows().front();
}

TEST(LayerTrends, NormIsOfMeanAndDeviation) {
  EXPECT_DOUBLE_EQ(euclidean_norm(tensor(3, 4)), 10);  // √(4 (9 + 16))
  Distribution bad = tensor(1, 1);
  bad.histogram.not_finite = 1;
  EXPECT_TRUE(std::isnan(euclidean_norm(bad)));
}

TEST(LayerTrends, CollectEachMeasurementOnceWithItsRatio) {
  LayerTrends trends;
  const History history = test::make_history(100, 10);
  const Snapshot first = measured(10, 2, 0.01);
  trends.collect(&first, history);
  trends.collect(&first, history);
  const Snapshot second = measured(20, 4, 0.01);
  trends.collect(&second, history);
  const LayerTrendSet& ratio = trends.trends(LayerSize::Update);
  ASSERT_EQ(ratio.step.size(), 2u);
  EXPECT_EQ(ratio.layers.at(0).label, "0 dense weight");
  EXPECT_NEAR(ratio.layers[0].value[0], 0.005, 1e-12);
  EXPECT_NEAR(ratio.layers[0].value[1], 0.0025, 1e-12);
  EXPECT_EQ(ratio.step[1], 20);
  EXPECT_NEAR(ratio.epoch[1], 2, 1e-9);
  const Snapshot restarted = measured(1, 4, 0.01);
  trends.collect(&restarted, history);
  EXPECT_EQ(trends.trends(LayerSize::Update).step.size(), 1u);
}

// Steps of a tenth of a second, measured ten times, then not for a minute, then ten times more.
TEST(TrendModel, BreaksTheLineWhereNothingWasMeasured) {
  LayerTrends trends;
  History history;
  for (std::int64_t i = 1; i <= 1000; ++i)
    history.append(StepRecord{.step = i, .seconds = 0.1 * static_cast<double>(i)});
  for (std::int64_t i = 0; i < 20; ++i) {
    const Snapshot snapshot = measured(100 + 2 * i + (i >= 10 ? 600 : 0), 2, 0.01);
    trends.collect(&snapshot, history);
  }
  const LayerTrendSet& sizes = trends.trends(LayerSize::Weight);
  ASSERT_EQ(sizes.gaps.size(), 1u);
  EXPECT_EQ(sizes.gaps[0], 10u);
  Axis x;
  x.max = 1000;
  const Figure figure =
      build_trend(row(LayerSize::Weight), history, trends, {}, x, {}, 500, Theme::dark(1));
  ASSERT_EQ(figure.lines.size(), 1u);
  const LineSeries& line = figure.lines[0];
  EXPECT_NE(line.color, Theme::dark(1).training) << "training stands in the chart above";
  EXPECT_NE(line.color, Theme::dark(1).validation);
  std::vector<double> breaks;
  for (std::size_t i = 0; i < line.x.size(); ++i)
    if (std::isnan(line.y[i])) breaks.push_back(line.x[i]);
  ASSERT_EQ(breaks.size(), 1u);
  EXPECT_EQ(breaks[0], 720);
  EXPECT_TRUE(figure.bad_values.empty()) << "nothing was not a number";
  EXPECT_EQ(trend_note(row(LayerSize::Weight), history, trends), "recorded since step 100");
}

TEST(TrendModel, ASlowRhythmIsNoGap) {
  LayerTrends trends;
  History history;
  for (std::int64_t i = 1; i <= 10; ++i)
    history.append(StepRecord{.step = i, .seconds = 9.0 * static_cast<double>(i)});
  for (std::int64_t i = 1; i <= 10; ++i) {
    const Snapshot snapshot = measured(i, 2, 0.01);
    trends.collect(&snapshot, history);
  }
  EXPECT_TRUE(trends.trends(LayerSize::Weight).gaps.empty());
  EXPECT_EQ(trend_note(row(LayerSize::Weight), history, trends), "");
}

TEST(LayerTrends, KeepNoMoreThanTheirBoundOverTheWholeRun) {
  LayerTrends trends;
  const History history = test::make_history(10, 10);
  const auto last = static_cast<std::int64_t>(kMostTrendPoints) + 10;
  for (std::int64_t step = 1; step <= last; ++step) {
    const Snapshot snapshot = measured(step, 2, 0.01);
    trends.collect(&snapshot, history);
  }
  const LayerTrendSet& ratio = trends.trends(LayerSize::Update);
  EXPECT_EQ(ratio.step.size(), kMostTrendPoints / 2 + 10);
  EXPECT_EQ(ratio.layers[0].value.size(), ratio.step.size());
  EXPECT_EQ(ratio.step[1], 3);
  EXPECT_EQ(ratio.step[ratio.step.size() - 1], static_cast<double>(last));
}

TEST(TrendModel, MarksTheUsualRangeOfRatios) {
  LayerTrends trends;
  const Snapshot snapshot = measured(10, 2, 0.01);
  trends.collect(&snapshot, test::make_history(100, 10));
  Axis x;
  x.max = 100;
  const Figure figure =
      build_trend(row(LayerSize::Update), {}, trends, {}, x, {}, 500, Theme::dark(1));
  ASSERT_EQ(figure.lines.size(), 2u);
  EXPECT_EQ(figure.lines[0].low.front(), 0.001);
  EXPECT_EQ(figure.lines[0].high.front(), 0.01);
  EXPECT_EQ(figure.y.scale, AxisScale::Log);
  EXPECT_LT(figure.y.min, 0.005);
  EXPECT_GT(figure.y.max, 0.005);
}

TEST(TrendModel, DrawsHistoryColumnsAndReadsThem) {
  const History history = test::make_history(200, 100);
  Axis x;
  x.max = 200;
  for (const TrendRow& each : trend_rows()) {
    if (!each.metric) continue;
    const Figure figure = build_trend(each, history, {}, {}, x, {}, 500, Theme::dark(1));
    ASSERT_EQ(figure.lines.size(), 1u) << each.name;
    EXPECT_FALSE(figure.lines[0].x.empty()) << each.name;
    const ReadOut read_out = read_trend(each, history, {}, {}, 50.2, Theme::dark(1));
    ASSERT_EQ(read_out.rows.size(), 1u);
    EXPECT_EQ(read_out.x, 50);
  }
}

TEST(Predictions, CountEveryCellAndTheRecall) {
  PredictionSet set;
  set.classes = 2;
  set.available = 5;
  set.examples = {{0, 0, 0, 0.9f, 0.9f},
                  {1, 0, 1, 0.2f, 0.8f},
                  {2, 1, 1, 0.7f, 0.7f},
                  {3, 0, -1, std::nanf(""), std::nanf("")}};
  const ConfusionMatrix matrix = build_confusion(set);
  EXPECT_EQ(matrix.count(0, 0), 1);
  EXPECT_EQ(matrix.count(0, 1), 1);
  EXPECT_EQ(matrix.count(1, 1), 1);
  EXPECT_EQ(matrix.row_totals[0], 3) << "an answer that is not a number is an answer missed";
  EXPECT_EQ(matrix.not_finite, 1);
  EXPECT_EQ(matrix.correct, 2);
  EXPECT_NEAR(matrix.share(0, 1), 1.0 / 3, 1e-12);
  EXPECT_EQ(cell_text(matrix, 0, 1, {"cat", "dog"}), "cat taken for dog: 1 of 3 (33.3 %)");
  EXPECT_EQ(predictions_text(set, matrix, 7),
            "4 of 5 validation examples after step 7: 50.0 % correct");
}

TEST(Predictions, CaptionsTellPredictedAndTrueClass) {
  PredictedImage image;
  image.answer = {3, 0, 1, 0.25f, 0.75f};
  EXPECT_EQ(shown_caption(image, {"cat", "dog"}), "dog\nis cat");
  image.answer.predicted = 0;
  EXPECT_EQ(shown_caption(image, {"cat", "dog"}), "cat\n75.0 %");
  image.answer.predicted = -1;
  EXPECT_EQ(shown_caption(image, {"cat", "dog"}), "no answer\nis cat");
}

TEST(KnobInverse, GoesBackToWhatTheRecipeSays) {
  const Recipe recipe = test::example_recipe();
  const auto rate = inverse_of(SetKnob{"optimizer.learning_rate", 1}, recipe);
  ASSERT_TRUE(rate);
  EXPECT_EQ(std::get<SetKnob>(*rate).value.number(), recipe.optimizer.learning_rate);
  const auto momentum = inverse_of(SetKnob{"optimizer.momentum", 0.5}, recipe);
  ASSERT_TRUE(momentum);
  EXPECT_EQ(std::get<SetKnob>(*momentum).value.number(), 0.9);
  const auto drop = inverse_of(SetKnob{"model.layers[8].rate", 0.1}, recipe);
  ASSERT_TRUE(drop);
  EXPECT_EQ(std::get<SetKnob>(*drop).value.number(), 0.4);
  EXPECT_FALSE(inverse_of(SetKnob{"model.layers[800].rate", 0.1}, recipe));
  EXPECT_FALSE(inverse_of(Play{}, recipe));
  EXPECT_FALSE(inverse_of(Redraw{}, recipe)) << "the old weights are gone";
  EXPECT_FALSE(inverse_of(SetKnob{"model.init", default_init_spec("he")}, recipe));
  EXPECT_FALSE(inverse_of(SetKnob{"seed", 2}, recipe)) << "another run; undo goes back to this one";
  const auto kind = inverse_of(SetKnob{"optimizer.kind", "sgd"}, recipe);
  ASSERT_TRUE(kind);
  EXPECT_EQ(std::get<SetKnob>(*kind).path, "optimizer") << "with its options";
}

}  // namespace

}  // namespace netdyno::app
