// SPDX-License-Identifier: MIT
#include "engine/run/throughput.h"

#include <gtest/gtest.h>

namespace netdyno {
namespace {

TEST(Throughput, IsZeroBeforeTheFirstStep) {
  const Throughput throughput;
  EXPECT_EQ(throughput.images_per_second(), 0.0);
  EXPECT_EQ(throughput.step_ms(), 0.0);
}

TEST(Throughput, DividesImagesBySeconds) {
  Throughput throughput;
  for (int i = 0; i < 10; ++i) throughput.add(64, 0.01);
  EXPECT_NEAR(throughput.images_per_second(), 6400.0, 1e-9);
  EXPECT_NEAR(throughput.step_ms(), 10.0, 1e-12);
}

TEST(Throughput, ForgetsWhatIsOlderThanASecond) {
  Throughput throughput;
  for (int i = 0; i < 100; ++i) throughput.add(10, 0.1);
  for (int i = 0; i < 110; ++i) throughput.add(10, 0.01);
  EXPECT_NEAR(throughput.images_per_second(), 1000.0, 1e-6);
}

}  // namespace
}  // namespace netdyno
