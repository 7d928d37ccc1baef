// SPDX-License-Identifier: MIT
#include "engine/nn/initializer.h"

#include <gtest/gtest.h>

#include "tests/support/networks.h"

namespace netdyno {
namespace {

// A weight as of a convolution with 20 filters of 5×5 over 16 channels.
Parameter make_weight() {
  Parameter weight;
  weight.value = Tensor(Shape{20, 16, 5, 5});
  weight.fan_in = 400;
  weight.fan_out = 500;
  return weight;
}

Tensor drawn(const InitSpec& init, std::uint32_t redraw = 0) {
  Parameter weight = make_weight();
  Random random(1, Stream::Initialization, redraw);
  draw_weight(weight, init, random);
  return weight.value;
}

double deviation(const std::string& scheme) {
  const Tensor weight = drawn(default_init_spec(scheme));
  const double mean = weight.array().mean();
  EXPECT_NEAR(mean, 0.0, 0.005) << scheme;
  return std::sqrt((weight.array().cast<double>() - mean).square().mean());
}

TEST(Initializer, DeviationsFollowTheFormulas) {
  // 8000 draws: the sample's deviation is within 3 % of σ.
  EXPECT_NEAR(deviation("gaussian") / 0.01, 1.0, 0.03);
  EXPECT_NEAR(deviation("xavier") / (1.0 / 20.0), 1.0, 0.03);
  EXPECT_NEAR(deviation("glorot") / std::sqrt(2.0 / 900.0), 1.0, 0.03);
  EXPECT_NEAR(deviation("he") / std::sqrt(2.0 / 400.0), 1.0, 0.03);
  EXPECT_NEAR(deviation("random_walk") / (std::sqrt(2.0 / 400.0) * std::exp(1.2 / 397.6)), 1.0,
              0.03);
}

TEST(Initializer, ConstantAndZeroAreWhatTheySay) {
  EXPECT_TRUE((drawn(default_init_spec("zero")).array() == 0.0f).all());
  InitSpec constant = default_init_spec("constant");
  constant.options.set(init_scheme("constant").fields, "value", 0.25);
  EXPECT_TRUE((drawn(constant).array() == 0.25f).all());
}

TEST(Initializer, ASpecWithoutOptionsTakesTheDefaults) {
  const Tensor bare = drawn({"gaussian", {}});
  EXPECT_TRUE((bare.array() == drawn(default_init_spec("gaussian")).array()).all());
}

// The weight as a matrix, a unit's weights in a row.
Eigen::MatrixXd rows_of(const Tensor& weight) {
  const Index units = weight.shape()[0];
  return Eigen::Map<const Eigen::MatrixXf>(weight.data(), weight.size() / units, units)
      .transpose()
      .cast<double>();
}

TEST(Initializer, OrthogonalRowsOrColumnsAreOrthonormal) {
  const Eigen::MatrixXd wide = rows_of(drawn(default_init_spec("orthogonal")));
  EXPECT_TRUE((wide * wide.transpose()).isIdentity(1e-5));
  Parameter weight = make_weight();
  weight.value = Tensor(Shape{30, 12});
  Random random(1, Stream::Initialization);
  draw_weight(weight, default_init_spec("orthogonal"), random);
  const Eigen::MatrixXd tall = rows_of(weight.value);
  EXPECT_TRUE((tall.transpose() * tall).isIdentity(1e-5));
}

TEST(Initializer, EverySchemeIsAFunctionOfItsStream) {
  for (const InitScheme& scheme : init_schemes()) {
    const InitSpec init = default_init_spec(scheme.name);
    EXPECT_TRUE((drawn(init).array() == drawn(init).array()).all()) << scheme.name;
    const bool is_random = scheme.name != "zero" && scheme.name != "constant";
    EXPECT_EQ((drawn(init, 1).array() != drawn(init).array()).any(), is_random) << scheme.name;
  }
}

TEST(Initializer, AConstantKeepsAllUnitsOfALayerEqual) {
  const test::Machine machine;
  Network network({{6}, {"constant", {}}, {test::dense(4), test::layer("tanh")}}, machine);
  network.initialize(1);
  Workspace workspace;
  const Tensor x = test::normal_tensor({3, 6});
  const Tensor& y = network.forward(x, workspace, {});
  for (Index n = 0; n < 3; ++n)
    for (const float value : y.sample(n)) EXPECT_EQ(value, y.sample(n)[0]);
}

}  // namespace
}  // namespace netdyno
