// SPDX-License-Identifier: MIT
//
// Minibatches that were made ahead are those that are made on the spot, whatever a person changes.
#include <gtest/gtest.h>

#include <algorithm>

#include "engine/data/batch_ahead.h"
#include "engine/data/batcher.h"

namespace netdyno {
namespace {

DataView pictures(Index count) {
  const Shape shape{3, 8, 7};
  std::vector<std::uint8_t> bytes(static_cast<std::size_t>(count * shape.size()));
  Random random(1, Stream::Test);
  for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(random.bits());
  std::vector<std::int32_t> labels(static_cast<std::size_t>(count));
  for (std::size_t i = 0; i < labels.size(); ++i) labels[i] = static_cast<std::int32_t>(i % 2);
  const auto data = std::make_shared<const Dataset>(
      "pictures", shape, std::move(bytes), std::move(labels), std::vector<std::string>{"a", "b"});
  return {data, 0, count};
}

std::vector<AugmentSpec> every_step() {
  std::vector<AugmentSpec> steps;
  for (const Augmentation& row : augmentations()) steps.push_back({row.name, {}});
  return steps;
}

// What a restless person might do between two steps.
void change(Batcher& batcher, const DataView& view, Index& batch_size, std::uint64_t number) {
  switch (number % 8) {
    case 1:
      batch_size = 1 + static_cast<Index>(number % 9);
      break;
    case 3:
      batcher.set_augmentation(number % 3 ? every_step() : std::vector<AugmentSpec>{});
      break;
    case 4:
      batcher.set_preprocessor(preprocessing(number % 3 ? "whiten" : "mean-image").fit(view));
      break;
    case 6:
      batcher.set_shuffle(number % 5 != 0);
      break;
    case 7:
      batcher.restore({.epoch = static_cast<std::int64_t>(number % 4), .position = 5});
      break;
    default:
      break;
  }
}

TEST(BatchAhead, GivesWhatIsMadeOnTheSpotWhateverChanges) {
  const DataView view = pictures(40);
  Batcher on_the_spot(view, true, 7);
  Batcher ahead(view, true, 7);
  ahead.set_ahead(true);
  Index size = 6;
  Index same_size = 6;
  Batch expected;
  Batch found;
  for (std::uint64_t number = 0; number < 160; ++number) {
    change(on_the_spot, view, size, number);
    change(ahead, view, same_size, number);
    on_the_spot.next(size, expected);
    ahead.next(same_size, found);
    ASSERT_EQ(found.examples, expected.examples) << number;
    ASSERT_EQ(found.labels, expected.labels) << number;
    ASSERT_EQ(found.x.shape(), expected.x.shape()) << number;
    ASSERT_TRUE(std::ranges::equal(found.x.values(), expected.x.values())) << number;
    ASSERT_EQ(ahead.state(), on_the_spot.state());
  }
}

TEST(BatchAhead, TakesWhatWasPreparedOnlyForAnEqualOrder) {
  const DataView view = pictures(20);
  BatchOrder order{.examples = view,
                   .permutation = nullptr,
                   .augmenter = std::make_shared<const Augmenter>(every_step(), view),
                   .preprocessor = preprocessing("whiten").fit(view),
                   .seed = 1,
                   .state = {},
                   .count = 8};
  BatchAhead ahead;
  Batch batch;
  ahead.take(order, batch);
  EXPECT_EQ(ahead.hits(), 0);
  ahead.prepare(order);
  ahead.take(order, batch);
  EXPECT_EQ(ahead.hits(), 1);
  ahead.prepare(order);
  order.state.position = 8;
  ahead.take(order, batch);
  EXPECT_EQ(ahead.hits(), 1);
  EXPECT_EQ(batch.examples.front(), 8);
}

TEST(BatchAhead, ABatcherMayMoveAndEndWhileOneIsInTheMaking) {
  const DataView view = pictures(40);
  Batch batch;
  Batcher batcher(view, true, 7);
  batcher.set_ahead(true);
  batcher.set_augmentation(every_step());
  batcher.next(16, batch);
  Batcher moved = std::move(batcher);
  moved.next(16, batch);
  moved = Batcher(view, true, 8);
  moved.next(16, batch);
  EXPECT_EQ(batch.examples.size(), 16u);
}

}  // namespace
}  // namespace netdyno
