// SPDX-License-Identifier: MIT
#include "engine/data/batcher.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "engine/core/error.h"

namespace netdyno {
namespace {

using ::testing::ElementsAre;

// Example i is a 1×1×4 image of the value i with the label i mod 3.
DataView numbered(Index count, Index begin = 0) {
  std::vector<float> values;
  std::vector<std::int32_t> labels;
  for (Index i = 0; i < begin + count; ++i) {
    values.insert(values.end(), 4, static_cast<float>(i));
    labels.push_back(static_cast<std::int32_t>(i % 3));
  }
  auto data =
      std::make_shared<const Dataset>("numbers", Shape{1, 2, 2}, std::move(values),
                                      std::move(labels), std::vector<std::string>{"a", "b", "c"});
  return {data, begin, count};
}

std::vector<Index> epoch_of(Batcher& batcher, Index batch_size) {
  std::vector<Index> served;
  Batch batch;
  do {
    batcher.next(batch_size, batch);
    served.insert(served.end(), batch.examples.begin(), batch.examples.end());
  } while (!batcher.at_epoch_end());
  return served;
}

class CountsUp final : public Preprocessor {
 public:
  void apply(std::span<float> sample) const override {
    for (float& value : sample) value += 1000.0f;
  }
};

TEST(Batcher, WithoutShufflingServesInFileOrderWithASmallerLastBatch) {
  Batcher batcher(numbered(5, 2), false, 1);
  Batch batch;
  batcher.next(3, batch);
  EXPECT_THAT(batch.examples, ElementsAre(0, 1, 2));
  EXPECT_EQ(batch.x.shape(), (Shape{3, 1, 2, 2}));
  EXPECT_THAT(batch.labels, ElementsAre(2, 0, 1));
  EXPECT_FLOAT_EQ(batch.x.sample(0)[3], 2.0f);  // the view starts at the set's third example
  EXPECT_FALSE(batcher.at_epoch_end());
  batcher.next(3, batch);
  EXPECT_THAT(batch.examples, ElementsAre(3, 4));
  EXPECT_EQ(batch.x.shape(), (Shape{2, 1, 2, 2}));
  EXPECT_TRUE(batcher.at_epoch_end());
  EXPECT_EQ(batcher.state(), (BatcherState{1, 0}));
}

TEST(Batcher, EachEpochIsAFreshPermutation) {
  Batcher batcher(numbered(100), true, 1);
  const auto first = epoch_of(batcher, 7);
  const auto second = epoch_of(batcher, 7);
  EXPECT_NE(first, second);
  for (auto order : {first, second}) {
    EXPECT_FALSE(std::ranges::is_sorted(order));
    std::ranges::sort(order);
    for (Index i = 0; i < 100; ++i) EXPECT_EQ(order[static_cast<std::size_t>(i)], i);
  }
}

TEST(Batcher, TheOrderDependsOnTheSeedNotOnTheBatchSize) {
  Batcher a(numbered(50), true, 1);
  Batcher b(numbered(50), true, 1);
  Batcher c(numbered(50), true, 2);
  const auto order = epoch_of(a, 7);
  EXPECT_EQ(order, epoch_of(b, 20));
  EXPECT_NE(order, epoch_of(c, 7));
}

TEST(Batcher, ValuesAndLabelsBelongToTheExampleServed) {
  Batcher batcher(numbered(30), true, 5);
  Batch batch;
  for (int step = 0; step < 12; ++step) {
    batcher.next(8, batch);
    for (std::size_t n = 0; n < batch.examples.size(); ++n) {
      EXPECT_EQ(batch.labels[n], batch.examples[n] % 3);
      for (const float value : batch.x.sample(static_cast<Index>(n)))
        EXPECT_EQ(value, static_cast<float>(batch.examples[n]));
    }
  }
}

TEST(Batcher, ARestoredBatcherGoesOnAsTheOriginal) {
  for (const bool shuffle : {false, true}) {
    const AugmentSpec flip{"flip", Options(augmentation("flip").fields)};
    Batcher original(numbered(23), shuffle, 9);
    original.set_augmentation({flip});
    Batch batch;
    for (int step = 0; step < 10; ++step) original.next(4, batch);
    Batcher restored(numbered(23), shuffle, 9);
    restored.set_augmentation({flip});
    restored.restore(original.state());
    Batch again;
    for (int step = 0; step < 20; ++step) {
      original.next(4, batch);
      restored.next(4, again);
      ASSERT_EQ(batch.examples, again.examples);
      ASSERT_TRUE(std::ranges::equal(batch.x.values(), again.x.values()));
    }
    EXPECT_EQ(original.state(), restored.state());
  }
}

TEST(Batcher, ABatchLargerThanTheSetIsTheWholeSet) {
  Batcher batcher(numbered(3), true, 1);
  Batch batch;
  batcher.next(1000, batch);
  EXPECT_EQ(batch.examples.size(), 3u);
  EXPECT_TRUE(batcher.at_epoch_end());
}

TEST(Batcher, AugmentationRunsBeforePreprocessing) {
  const Augmentation& crop = augmentation("crop");
  AugmentSpec spec{"crop", Options(crop.fields)};
  spec.options.set(crop.fields, "pad", std::int64_t{1000});  // nearly always leaves only zeros
  Batcher batcher(numbered(40), false, 1);
  batcher.set_augmentation({spec});
  batcher.set_preprocessor(std::make_shared<CountsUp>());
  Batch batch;
  batcher.next(40, batch);
  EXPECT_FLOAT_EQ(batch.x.sample(39)[0], 1000.0f);
}

TEST(Batcher, AugmentationDiffersFromEpochToEpochAndRepeatsWithTheSeed) {
  const auto two_epochs = [](std::uint64_t seed) {
    // Rows that tell a mirrored image from its original.
    auto data = std::make_shared<const Dataset>(
        "rows", Shape{1, 1, 2}, std::vector<float>{0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1},
        std::vector<std::int32_t>(8, 0), std::vector<std::string>{"a"});
    Batcher batcher({data, 0, 8}, false, seed);
    batcher.set_augmentation({{"flip", Options(augmentation("flip").fields)}});
    std::array<std::vector<float>, 2> epochs;
    Batch batch;
    for (auto& epoch : epochs) {
      batcher.next(8, batch);
      epoch.assign(batch.x.values().begin(), batch.x.values().end());
    }
    return epochs;
  };
  EXPECT_NE(two_epochs(1)[0], two_epochs(1)[1]);
  EXPECT_EQ(two_epochs(1), two_epochs(1));
  EXPECT_NE(two_epochs(1), two_epochs(2));
}

TEST(Batcher, KeepsItsMemoryAfterTheFirstBatch) {
  Batcher batcher(numbered(10), true, 1);
  Batch batch;
  batcher.next(4, batch);
  const float* const memory = batch.x.data();
  for (int step = 0; step < 10; ++step) batcher.next(4, batch);
  EXPECT_EQ(batch.x.data(), memory);
}

TEST(Batcher, RefusesEmptyViewsAndPlacesOutsideTheEpoch) {
  EXPECT_THROW(Batcher(numbered(0, 5), true, 1), ContractError);
  Batcher batcher(numbered(5), true, 1);
  EXPECT_THROW(batcher.restore({.epoch = 0, .position = 5}), ContractError);
  Batch batch;
  EXPECT_THROW(batcher.next(0, batch), ContractError);
}

TEST(ReadBatch, ReadsInOrderAndPreprocesses) {
  Batch batch;
  read_batch(numbered(5, 1), 2, 2, CountsUp(), batch);
  EXPECT_THAT(batch.examples, ElementsAre(2, 3));
  EXPECT_FLOAT_EQ(batch.x.sample(0)[0], 1003.0f);
  EXPECT_THROW(read_batch(numbered(5), 4, 2, CountsUp(), batch), ContractError);
}

}  // namespace
}  // namespace netdyno
