// SPDX-License-Identifier: MIT
//
// Resampling as PyTorch's grid_sample, colours as numpy and colorsys; tolerance 2e-6.
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "engine/data/augmentations/tones.h"

namespace netdyno {
namespace {

using Json = nlohmann::json;

class AugmentationGolden : public testing::Test {
 protected:
  std::vector<float> picture() const { return golden_.at("picture").get<std::vector<float>>(); }

  static void expect_near(const std::vector<float>& found, const Json& wanted) {
    const auto expected = wanted.get<std::vector<float>>();
    ASSERT_EQ(found.size(), expected.size());
    for (std::size_t i = 0; i < found.size(); ++i) ASSERT_NEAR(found[i], expected[i], 2e-6) << i;
  }

  // change(pixels, factor)
  template <typename Change>
  void expect_cases(const char* name, const Change& change) const {
    for (const Json& row : golden_.at(name)) {
      std::vector<float> pixels = picture();
      change(pixels, row.at("factor").get<float>());
      SCOPED_TRACE(std::string(name) + " " + row.at("factor").dump());
      expect_near(pixels, row.at("picture"));
    }
  }

  const Json golden_ = Json::parse(std::ifstream(NETDYNO_GOLDEN_DIR "/augmentations.json"));
  const Shape shape_ = Shape(golden_.at("shape").get<std::vector<Index>>());
};

TEST_F(AugmentationGolden, AffineMapsAreThoseOfGridSample) {
  std::vector<float> scratch;
  for (const Json& row : golden_.at("maps")) {
    const auto m = row.at("map").get<std::vector<float>>();
    const AffineMap map{.xx = m[0], .xy = m[1], .x0 = m[2], .yx = m[3], .yy = m[4], .y0 = m[5]};
    std::vector<float> pixels = picture();
    resample(pixels, shape_, map, scratch);
    SCOPED_TRACE(row.at("map").dump());
    expect_near(pixels, row.at("picture"));
  }
}

TEST_F(AugmentationGolden, TonesAndColorsAreThoseOfTheFormulas) {
  expect_cases("brightness", [](auto& pixels, float f) { adjust_brightness(pixels, f); });
  expect_cases("contrast", [&](auto& pixels, float f) { adjust_contrast(pixels, shape_, f); });
  expect_cases("saturation", [&](auto& pixels, float f) { adjust_saturation(pixels, shape_, f); });
  expect_cases("hue", [&](auto& pixels, float turn) { adjust_hue(pixels, shape_, turn); });
}

TEST_F(AugmentationGolden, ColorAxesAreThoseOfTheCovariance) {
  const auto data = std::make_shared<const Dataset>(
      "picture", shape_, picture(), std::vector<std::int32_t>{0}, std::vector<std::string>{"a"});
  const ColorAxes found = fit_color_axes({data, 0, 1});
  expect_near({found.variances.begin(), found.variances.end()}, golden_.at("variances"));
  const Eigen::MatrixXf columns = found.axes.transpose();  // its memory holds axis after axis
  expect_near({columns.data(), columns.data() + columns.size()}, golden_.at("axes"));
}

}  // namespace
}  // namespace netdyno
