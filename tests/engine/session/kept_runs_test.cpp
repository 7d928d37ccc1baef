// SPDX-License-Identifier: MIT
#include "engine/session/kept_runs.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace netdyno {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

KeptRun run_of(RunId id, Index values) {
  KeptRun run;
  run.identity = {id, "run"};
  run.state.trainer.tensors.emplace_back("w", Tensor(Shape{values}));
  return run;
}

TEST(KeptRuns, GiveOutWhatWasPutOnce) {
  KeptRuns kept(1 << 20);
  EXPECT_THAT(kept.put(run_of(1, 10)), IsEmpty());
  EXPECT_THAT(kept.put(run_of(2, 20)), IsEmpty());
  const auto first = kept.take(1);
  ASSERT_TRUE(first);
  EXPECT_EQ(first->state.trainer.tensors[0].second.size(), 10);
  EXPECT_FALSE(kept.take(1));
  EXPECT_FALSE(kept.take(3));
  EXPECT_TRUE(kept.take(2));
}

TEST(KeptRuns, ForgetTheOldestBeyondTheBudget) {
  KeptRuns kept(100'000);
  EXPECT_THAT(kept.put(run_of(1, 10'000)), IsEmpty());
  EXPECT_THAT(kept.put(run_of(2, 10'000)), IsEmpty());
  EXPECT_THAT(kept.put(run_of(3, 10'000)), ElementsAre(1));
  EXPECT_THAT(kept.put(run_of(4, 24'000)), ElementsAre(2, 3));
  EXPECT_EQ(kept.size(), 1u);
}

TEST(KeptRuns, AreNotKeptWhenOneAloneIsTooLarge) {
  KeptRuns kept(1000);
  EXPECT_THAT(kept.put(run_of(7, 10'000)), ElementsAre(7));
  EXPECT_EQ(kept.size(), 0u);
}

TEST(KeptRuns, CountTheHistory) {
  KeptRun run = run_of(1, 1);
  const std::size_t before = bytes_of(run);
  for (int i = 1; i <= 1000; ++i) run.state.history.append(StepRecord{.step = i});
  EXPECT_GT(bytes_of(run), before + 64'000);
}

}  // namespace
}  // namespace netdyno
