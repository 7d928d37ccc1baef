// SPDX-License-Identifier: MIT
#include "engine/train/good_weights.h"

#include <gtest/gtest.h>

namespace netdyno {
namespace {

class GoodWeightsTest : public testing::Test {
 protected:
  float value() const { return tensor_.values()[0]; }
  void set(float value) { tensor_.fill(value); }

  static constexpr std::int64_t kTrial = 32;  // 2 * window(64)
  void consider(std::int64_t begin, std::int64_t end, double loss, Index examples = 64) {
    for (std::int64_t step = begin; step < end; ++step)
      good_.consider(tensors_, step, loss, examples);
  }

  Tensor tensor_{Shape{2, 3}};
  const std::vector<NamedTensor> tensors_ = {{"w", &tensor_}};
  GoodWeights good_;
};

TEST_F(GoodWeightsTest, RestoresWhatWasKept) {
  set(1);
  good_.keep(tensors_, 7);
  set(2);
  good_.restore(tensors_);
  EXPECT_EQ(value(), 1);
  EXPECT_EQ(good_.step(), 7);
}

TEST_F(GoodWeightsTest, FollowsASmallNetEachStep) {
  consider(0, 5, 1.0);
  EXPECT_EQ(good_.step(), 4);
}

TEST_F(GoodWeightsTest, DoesNotFollowALossThatExploded) {
  consider(0, 20, 2.0);
  consider(20, 21, 200.0);
  EXPECT_EQ(good_.step(), 19);
}

TEST_F(GoodWeightsTest, OneLuckyExampleOfARuinedNetProvesNothing) {
  consider(0, 100, 0.5);
  good_.before_change(tensors_, 100);  // N = 1
  for (int step = 100; step < 900; step += 10) {
    consider(step, step + 9, 3.0, 1);
    consider(step + 9, step + 10, 0.01, 1);
  }
  EXPECT_EQ(good_.step(), 100);
}

TEST_F(GoodWeightsTest, AChangePutsTheWeightsOnTrial) {
  consider(0, 100, 1.0);
  set(7);
  good_.before_change(tensors_, 100);
  set(8);
  EXPECT_FALSE(good_.are_proven());
  consider(100, 100 + kTrial - 1, 1.0);
  EXPECT_EQ(good_.step(), 100) << "what stood before the change";
  EXPECT_FALSE(good_.are_proven());
  consider(100 + kTrial - 1, 100 + kTrial, 1.0);
  EXPECT_EQ(good_.step(), 100 + kTrial - 1);
  EXPECT_TRUE(good_.are_proven());
}

TEST_F(GoodWeightsTest, ADragIsOneChange) {
  consider(0, 50, 1.0);
  for (int step = 50; step < 150; step += 7) {
    good_.before_change(tensors_, step);
    consider(step, step + 7, 1.0);
  }
  EXPECT_EQ(good_.step(), 50);
}

TEST_F(GoodWeightsTest, KeepsNothingBeforeAChangeThatComesTooLate) {
  consider(0, 50, 1.0);
  consider(50, 70, 40.0);
  good_.before_change(tensors_, 70);
  EXPECT_EQ(good_.step(), 49);
}

TEST_F(GoodWeightsTest, ARunThatSettlesHigherIsFollowedInTheEnd) {
  consider(0, 100, 0.5);
  good_.before_change(tensors_, 100);
  consider(100, 200, 1.5);
  EXPECT_EQ(good_.step(), 100) << "dropout 0.8, say: three times the loss";
  consider(200, 3000, 1.5);
  EXPECT_EQ(good_.step(), 2999);
}

TEST_F(GoodWeightsTest, FewExamplesAreJudgedByMoreSteps) {
  EXPECT_EQ(GoodWeights::window(64), 16);
  EXPECT_EQ(GoodWeights::window(8), 64);
  EXPECT_EQ(GoodWeights::window(1), 128);
}

TEST_F(GoodWeightsTest, CopiesLargeNetsRarely) {
  EXPECT_EQ(GoodWeights::interval(5), 1);
  EXPECT_EQ(GoodWeights::interval(61'706), 6);
  EXPECT_EQ(GoodWeights::interval(60'000'000), 100);
}

}  // namespace
}  // namespace netdyno
