// SPDX-License-Identifier: MIT
#include "engine/core/tensor.h"

#include <gtest/gtest.h>

#include <limits>
#include <numeric>

#include "engine/core/error.h"

namespace netdyno {
namespace {

TEST(Shape, KnowsItsSizeAndText) {
  const Shape image{6, 28, 28};
  EXPECT_EQ(image.size(), 6 * 28 * 28);
  EXPECT_EQ(image.text(), "6×28×28");
  EXPECT_EQ(image.with_batch(64), (Shape{64, 6, 28, 28}));
  EXPECT_EQ(image.with_batch(64).without_batch(), image);
}

TEST(Shape, RefusesNegativeExtentsAndTooMany) {
  EXPECT_THROW((Shape{3, -1}), ContractError);
  EXPECT_THROW((Shape{1, 2, 3, 4, 5, 6}), ContractError);
}

TEST(Tensor, AColumnOfItsMatrixIsASample) {
  Tensor x({2, 3});
  std::iota(x.values().begin(), x.values().end(), 0.0f);
  EXPECT_EQ(x.matrix().rows(), 3);
  EXPECT_EQ(x.matrix().cols(), 2);
  EXPECT_EQ(x.matrix()(2, 1), 5.0f);
  EXPECT_EQ(x.sample(1)[0], 3.0f);
}

TEST(Tensor, CopiesAreDeepAndMovesEmptyTheSource) {
  Tensor a({2}, std::vector<float>{1, 2});
  Tensor b = a;
  b.data()[0] = 9;
  EXPECT_EQ(a.data()[0], 1.0f);
  const Tensor c = std::move(b);
  EXPECT_EQ(c.data()[0], 9.0f);
  EXPECT_TRUE(b.empty());
}

TEST(Tensor, ShrinkingAndGrowingBackKeepsTheStorage) {
  Tensor x({64, 10});
  const float* storage = x.data();
  x.resize({16, 10});
  x.resize({64, 10});
  EXPECT_EQ(x.data(), storage);
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(storage) % 64, 0u);
}

TEST(Tensor, SeesOneBadValueAmongMany) {
  Tensor x({1000});
  EXPECT_TRUE(x.is_finite());
  x.data()[777] = std::numeric_limits<float>::infinity();
  EXPECT_FALSE(x.is_finite());
  x.data()[777] = std::numeric_limits<float>::quiet_NaN();
  EXPECT_FALSE(x.is_finite());
  x.data()[777] = std::numeric_limits<float>::max();
  EXPECT_TRUE(x.is_finite());
}

}  // namespace
}  // namespace netdyno
