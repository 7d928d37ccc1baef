// SPDX-License-Identifier: MIT
#include "engine/data/sources/point_sources.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

#include "engine/core/error.h"

namespace netdyno {
namespace {

Options options_of(const std::string& source, const std::map<std::string, OptionValue>& values) {
  const DataSource& row = data_source(source);
  Options options(row.fields);
  for (const auto& [key, value] : values) options.set(row.fields, key, value);
  return options;
}

struct LabelledPoint {
  double x, y;
  std::int32_t label;
};

std::vector<LabelledPoint> train_points(const std::string& source, double noise,
                                        std::uint64_t seed = 1) {
  const auto data = data_source(source).load_train(options_of(source, {{"noise", noise}}),
                                                   {.input = Shape{2}, .seed = seed});
  std::vector<LabelledPoint> points;
  for (Index i = 0; i < data->size(); ++i) {
    std::array<float, 2> at{};
    data->read(i, at);
    points.push_back({static_cast<double>(at[0]), static_cast<double>(at[1]), data->label(i)});
  }
  return points;
}

TEST(PointSources, CirclesHaveRadiusOneAndAHalf) {
  for (const LabelledPoint& p : train_points("circles", 0.0))
    EXPECT_NEAR(std::hypot(p.x, p.y), p.label == 0 ? 1.0 : 0.5, 1e-6);
}

TEST(PointSources, XorIsOneWhereTheSignsDiffer) {
  for (const LabelledPoint& p : train_points("xor", 0.0)) {
    EXPECT_EQ(p.label, p.x * p.y < 0.0 ? 1 : 0) << p.x << ", " << p.y;
    EXPECT_LE(std::max(std::abs(p.x), std::abs(p.y)), 1.0);
  }
}

TEST(PointSources, XorFillsAllFourQuadrants) {
  std::array<int, 4> counts{};
  for (const LabelledPoint& p : train_points("xor", 0.0))
    ++counts[static_cast<std::size_t>((p.x > 0) + 2 * (p.y > 0))];
  for (const int count : counts) EXPECT_NEAR(count, 250, 60);
}

TEST(PointSources, MoonsAreMirrorImagesOnArcsOfRadiusOne) {
  for (const LabelledPoint& p : train_points("moons", 0.0)) {
    const double side = p.label == 0 ? 1.0 : -1.0;
    EXPECT_NEAR(std::hypot(side * p.x + 0.5, side * p.y + 0.25), 1.0, 1e-6);
    EXPECT_GE(side * p.y, -0.2501);
  }
}

TEST(PointSources, SpiralArmsTurnWithTheirRadius) {
  const double third = 2.0 * 3.14159265358979 / 3.0;
  for (const LabelledPoint& p : train_points("spiral", 0.0)) {
    const double radius = std::hypot(p.x, p.y);
    const double angle = third * p.label + 4.0 * radius;
    EXPECT_NEAR(p.x, radius * std::sin(angle), 1e-5);
    EXPECT_NEAR(p.y, radius * std::cos(angle), 1e-5);
  }
}

TEST(PointSources, BlobsAreCloudsAroundTheUnitCircle) {
  std::array<double, 3> x{}, y{};
  std::array<int, 3> count{};
  double squares = 0;
  const auto points = train_points("blobs", 0.25);
  for (const LabelledPoint& p : points) {
    const auto c = static_cast<std::size_t>(p.label);
    x[c] += p.x;
    y[c] += p.y;
    ++count[c];
    squares += std::pow(p.x - std::cos(2.0943951 * p.label), 2) +
               std::pow(p.y - std::sin(2.0943951 * p.label), 2);
  }
  for (std::size_t c = 0; c < 3; ++c) {
    EXPECT_NEAR(x[c] / count[c], std::cos(2.0943951 * static_cast<double>(c)), 0.05);
    EXPECT_NEAR(y[c] / count[c], std::sin(2.0943951 * static_cast<double>(c)), 0.05);
  }
  EXPECT_NEAR(std::sqrt(squares / 2.0 / static_cast<double>(points.size())), 0.25, 0.02);
}

constexpr std::array kSources = {"spiral", "circles", "xor", "moons", "blobs"};

TEST(PointSources, NoiseMovesThePoints) {
  for (const char* source : kSources) {
    const auto exact = train_points(source, 0.0);
    const auto noisy = train_points(source, 0.3);
    double moved = 0;
    for (std::size_t i = 0; i < exact.size(); ++i)
      moved += std::hypot(exact[i].x - noisy[i].x, exact[i].y - noisy[i].y);
    EXPECT_GT(moved / static_cast<double>(exact.size()), 0.05) << source;
  }
}

TEST(PointSources, DependOnTheSeedAndDifferForTesting) {
  for (const char* source : kSources) {
    const DataSource& row = data_source(source);
    const Options options = options_of(source, {{"examples", std::int64_t{60}}});
    const auto values = [&](auto load, std::uint64_t seed) {
      return load(options, {.input = Shape{2}, .seed = seed})->values();
    };
    EXPECT_EQ(values(row.load_train, 1), values(row.load_train, 1)) << source;
    EXPECT_NE(values(row.load_train, 1), values(row.load_train, 2)) << source;
    EXPECT_NE(values(row.load_train, 1), values(row.load_test, 1)) << source;
  }
}

TEST(PointSources, ClassesTakeTurns) {
  const Options options =
      options_of("spiral", {{"examples", std::int64_t{10}}, {"classes", std::int64_t{4}}});
  const auto data = data_source("spiral").load_train(options, {.input = Shape{2}});
  EXPECT_EQ(data->num_classes(), 4);
  for (Index i = 0; i < 10; ++i) EXPECT_EQ(data->label(i), i % 4);
}

TEST(PointSources, CancellingThrows) {
  const Options options = options_of("moons", {});
  const SourceContext context{.input = Shape{2}, .progress = [](double) { return false; }};
  EXPECT_THROW(data_source("moons").load_train(options, context), Error);
}

TEST(PointSources, AddedPointsComeFirstInTheTrainingFileOnly) {
  const Options options = options_of(
      "spiral", {{"examples", std::int64_t{10}}, {"added", std::string("0.5 -0.25 1;2 3 2")}});
  const SourceContext context{.input = Shape{2}, .seed = 1};
  const auto train = data_source("spiral").load_train(options, context);
  ASSERT_EQ(train->size(), 12);
  std::array<float, 2> at{};
  train->read(1, at);
  EXPECT_EQ(at[0], 2);
  EXPECT_EQ(at[1], 3);
  EXPECT_EQ(train->label(0), 1);
  EXPECT_EQ(train->label(1), 2);
  EXPECT_EQ(train->label(2), 0) << "the first that is drawn";
  EXPECT_EQ(data_source("spiral").load_test(options, context)->size(), 10);
}

TEST(PointSources, SayWhichAddedPointIsNone) {
  for (const std::string bad : {"1 2", "1 2 3", "1 2 -1", "1 x 0", "1 2 0 4", "1e99 0 0",
                                "1 2 0;"
                                "nan 1 0"})
    EXPECT_THROW(read_added_points(bad, 3), Error) << bad;
  EXPECT_TRUE(read_added_points("", 3).empty());
}

TEST(PointSources, AnAddedPointIsReadAsItWasWritten) {
  std::string text = with_added_point("", {{0.125f, -1.5f}, 0});
  text = with_added_point(text, {{1.23456f, 0}, 1});
  const auto points = read_added_points(text, 2);
  ASSERT_EQ(points.size(), 2u);
  EXPECT_EQ(points[0].point.x, 0.125f);
  EXPECT_EQ(points[0].label, 0);
  EXPECT_NEAR(points[1].point.x, 1.235, 1e-6);
}

}  // namespace
}  // namespace netdyno
