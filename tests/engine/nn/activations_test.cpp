// SPDX-License-Identifier: MIT
#include "engine/nn/activations.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <limits>
#include <map>

namespace netdyno {
namespace {

constexpr float kA = 0.3f;  // slope or α, where a row has one

std::vector<float> outputs_of(const Activation& row, const std::vector<float>& x) {
  std::vector<float> y(x.size());
  row.forward(x, kA, y);
  return y;
}

// Every row again, in double and by the textbook.
const std::map<std::string, std::function<double(double)>> kTextbook = {
    {"relu", [](double x) { return std::max(0.0, x); }},
    {"leaky_relu", [](double x) { return x > 0 ? x : kA * x; }},
    {"elu", [](double x) { return x > 0 ? x : kA * std::expm1(x); }},
    {"sigmoid", [](double x) { return 1.0 / (1.0 + std::exp(-x)); }},
    {"tanh", [](double x) { return std::tanh(x); }}};

TEST(Activations, EqualTheTextbookWithinAMillionth) {
  std::vector<float> x;  // an odd count: the last ones do not fill a vector register
  for (float value = -25.0f; value < 25.0f; value += 0.0127f) x.push_back(value);
  for (const Activation& row : activations()) {
    ASSERT_TRUE(kTextbook.contains(row.name)) << row.name;
    const std::vector<float> y = outputs_of(row, x);
    for (std::size_t i = 0; i < x.size(); ++i)
      ASSERT_NEAR(y[i], kTextbook.at(row.name)(x[i]), 1e-6 * std::max(1.0f, std::abs(x[i])))
          << row.name << " at " << x[i];
  }
}

TEST(Activations, KeepWhatIsNotANumber) {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  for (const Activation& row : activations())
    for (const float y : outputs_of(row, std::vector<float>(37, nan)))
      ASSERT_TRUE(std::isnan(y)) << row.name;
}

TEST(Activations, AreFiniteFarOutWhereTheFunctionIs) {
  const float infinity = std::numeric_limits<float>::infinity();
  for (const Activation& row : activations())
    for (const float x : {-infinity, -1e30f, -100.0f, 100.0f, 1e30f, infinity}) {
      const auto expected = static_cast<float>(kTextbook.at(row.name)(x));
      for (const float y : outputs_of(row, std::vector<float>(19, x))) {
        if (std::isfinite(expected))
          ASSERT_NEAR(y, expected, 1e-6 * std::max(1.0f, std::abs(x))) << row.name << " at " << x;
        else
          ASSERT_EQ(y, expected) << row.name << " at " << x;
      }
    }
}

TEST(Activations, TheDerivativeAtAKinkIsTheOneFromTheLeft) {
  for (const Activation& row : activations())
    for (const float kink : row.kinks) {
      const std::vector<float> x = {kink};
      const std::vector<float> y = outputs_of(row, x);
      const std::vector<float> dy = {1.0f};
      std::vector<float> dx = {-1.0f};
      row.backward(x, y, dy, kA, dx);
      const double h = 1e-7;
      const auto& f = kTextbook.at(row.name);
      EXPECT_NEAR(dx[0], (f(kink) - f(kink - h)) / h, 1e-5) << row.name;
    }
}

}  // namespace
}  // namespace netdyno
