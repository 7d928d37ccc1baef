// SPDX-License-Identifier: MIT
#include "engine/data/color_axes.h"

#include <gtest/gtest.h>

#include <memory>
#include <vector>

#include "engine/core/random.h"

namespace netdyno {
namespace {

TEST(ColorAxes, AreTheSameBitsWhereverMemoryLies) {
  const Shape shape = {3, 8, 9};
  Random random(7, Stream::Test, 0);
  std::vector<float> values(static_cast<std::size_t>(shape.size()) * 4);
  for (float& value : values) value = static_cast<float>(random.uniform());
  const auto data = std::make_shared<const Dataset>("colours", shape, values,
                                                    std::vector<std::int32_t>{0, 0, 0, 0},
                                                    std::vector<std::string>{"one"});
  const DataView view{data, 0, 4};
  const ColorAxes first = fit_color_axes(view);
  // Whoever takes a picture's memory moves what the next fit gets.
  std::vector<std::vector<float>> held;
  for (std::size_t i = 0; i < 40; ++i) {
    held.emplace_back(static_cast<std::size_t>(shape.size()));
    const ColorAxes again = fit_color_axes(view);
    ASSERT_EQ(again.axes, first.axes) << i;
    ASSERT_EQ(again.variances, first.variances) << i;
  }
}

}  // namespace
}  // namespace netdyno
