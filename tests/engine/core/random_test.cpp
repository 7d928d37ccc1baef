// SPDX-License-Identifier: MIT
#include "engine/core/random.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <vector>

namespace netdyno {
namespace {

TEST(Random, SameSeedAndStreamGiveTheSameNumbers) {
  Random a(7, Stream::Dropout, 3, 1);
  Random b(7, Stream::Dropout, 3, 1);
  for (int i = 0; i < 100; ++i) EXPECT_EQ(a.bits(), b.bits());
}

TEST(Random, StreamsStepsAndLayersDiffer) {
  const Random base(7, Stream::Dropout, 3, 1);
  EXPECT_NE(base.block(0), Random(8, Stream::Dropout, 3, 1).block(0));
  EXPECT_NE(base.block(0), Random(7, Stream::Order, 3, 1).block(0));
  EXPECT_NE(base.block(0), Random(7, Stream::Dropout, 4, 1).block(0));
  EXPECT_NE(base.block(0), Random(7, Stream::Dropout, 3, 2).block(0));
}

TEST(Random, ManyBlocksAreTheSameAsEach) {
  const Random random(7, Stream::Dropout, 3, 1);
  const std::uint64_t first = 0xFFFFFFF8u;  // the counter's low half overflows on the way
  std::vector<std::uint32_t> numbers(4 * 37 + 3);
  random.blocks(first, numbers);
  for (std::size_t i = 0; i < numbers.size(); ++i)
    ASSERT_EQ(numbers[i], random.block(first + i / 4)[i % 4]) << i;
}

TEST(Random, NormalNumbersHaveMeanZeroAndDeviationOne) {
  Random random(1, Stream::Test);
  double sum = 0;
  double squares = 0;
  constexpr int kCount = 200000;
  for (int i = 0; i < kCount; ++i) {
    const double x = random.normal();
    sum += x;
    squares += x * x;
  }
  EXPECT_NEAR(sum / kCount, 0.0, 0.01);
  EXPECT_NEAR(squares / kCount, 1.0, 0.01);
}

TEST(Random, BelowCoversItsRangeEvenly) {
  Random random(1, Stream::Test);
  std::array<int, 5> counts{};
  for (int i = 0; i < 50000; ++i) ++counts[random.below(5)];
  for (const int count : counts) EXPECT_NEAR(count, 10000, 400);
}

TEST(Random, APermutationHoldsEveryNumberOnce) {
  Random random(1, Stream::Test);
  std::vector<std::int64_t> order = random.permutation(1000);
  EXPECT_FALSE(std::ranges::is_sorted(order));
  std::ranges::sort(order);
  for (std::int64_t i = 0; i < 1000; ++i) EXPECT_EQ(order[static_cast<std::size_t>(i)], i);
}

}  // namespace
}  // namespace netdyno
