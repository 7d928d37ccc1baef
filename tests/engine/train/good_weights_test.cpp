// SPDX-License-Identifier: MIT
#include "engine/train/good_weights.h"

#include <gtest/gtest.h>

namespace netdyno {
namespace {

class GoodWeightsTest : public testing::Test {
 protected:
  float value() const { return tensor_.values()[0]; }
  void set(float value) { tensor_.fill(value); }

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
  for (int step = 0; step < 5; ++step) good_.consider(tensors_, step, 1.0);
  EXPECT_EQ(good_.step(), 4);
}

TEST_F(GoodWeightsTest, DoesNotFollowALossThatExploded) {
  good_.consider(tensors_, 0, 2.0);
  good_.consider(tensors_, 1, 19.0);
  good_.consider(tensors_, 2, 21.0);
  EXPECT_EQ(good_.step(), 1);
}

TEST_F(GoodWeightsTest, CopiesLargeNetsRarely) {
  EXPECT_EQ(GoodWeights::interval(5), 1);
  EXPECT_EQ(GoodWeights::interval(61'706), 6);
  EXPECT_EQ(GoodWeights::interval(60'000'000), 100);
}

}  // namespace
}  // namespace netdyno
