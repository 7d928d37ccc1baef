// SPDX-License-Identifier: MIT
//
// The memory of training: nothing is taken once it runs, and what it holds is what `describe` says.
#include <gtest/gtest.h>

#include "app/cli/bench_nets.h"
#include "engine/nn/summary.h"
#include "engine/train/trainer.h"
#include "tests/allocations/allocation_count.h"

namespace netdyno {
namespace {

using app::BenchNet;
using test::allocation_count;

constexpr const char* kCannotCount = "the sanitizers bring an allocator of their own";

BenchNet find_net(const std::string& name) {
  for (BenchNet& net : app::bench_nets())
    if (net.name == name) return net;
  ADD_FAILURE() << name;
  return {};
}

class TrainingAllocations : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    if (!test::kCanCount) GTEST_SKIP() << kCannotCount;
  }
};

std::string name_of(const testing::TestParamInfo<std::string>& info) {
  std::string name = info.param;
  std::erase(name, '-');
  return name;
}

TEST_P(TrainingAllocations, AreNoneOnceItRuns) {
  const BenchNet net = find_net(GetParam());
  WorkerPool pool(2);
  const auto kernels = make_kernels(Backend::OneDnn, pool);
  const DataSplits data = app::bench_data(net);
  Trainer trainer(app::bench_recipe(net), data, *kernels);
  for (int step = 0; step < 3; ++step) trainer.step();
  const std::int64_t before = allocation_count().calls;
  for (int step = 0; step < 5; ++step) trainer.step();
  EXPECT_EQ(allocation_count().calls - before, 0);
}

TEST_P(TrainingAllocations, HoldWhatDescribeSays) {
  for (const Index batch_size : {16, 64}) {
    BenchNet net = find_net(GetParam());
    net.batch_size = batch_size;
    WorkerPool pool(1);
    const auto kernels = make_kernels(Backend::OneDnn, pool);
    const DataSplits data = app::bench_data(net);
    const std::int64_t before = allocation_count().live_bytes;
    Trainer trainer(app::bench_recipe(net), data, *kernels);
    for (int step = 0; step < 3; ++step) trainer.step();
    const auto held = static_cast<double>(allocation_count().live_bytes - before);
    const auto said =
        static_cast<double>(summarize(trainer.network(), batch_size, 1).training_bytes);
    EXPECT_NEAR(held / said, 1, 0.1)
        << held << " bytes held, " << said << " bytes said, N " << batch_size;
  }
}

INSTANTIATE_TEST_SUITE_P(BenchNets, TrainingAllocations,
                         testing::Values("mlp", "deep10x500", "lenet", "convnetjs-cifar",
                                         "vgg-small-bn"),
                         name_of);

// oneDNN, which computes AlexNet's windows of 11×11 and 5×5, takes memory for its lists of operands
// in each call; it gives all of it back.
TEST(AlexNetsAllocations, DoNotGrowAndAreWhatDescribeSays) {
  if (!test::kCanCount) GTEST_SKIP() << kCannotCount;
  const BenchNet net = find_net("alexnet");
  WorkerPool pool(2);
  const auto kernels = make_kernels(Backend::OneDnn, pool);
  const DataSplits data = app::bench_data(net);
  const std::int64_t before = allocation_count().live_bytes;
  Trainer trainer(app::bench_recipe(net), data, *kernels);
  for (int step = 0; step < 3; ++step) trainer.step();
  const std::int64_t held = allocation_count().live_bytes - before;
  for (int step = 0; step < 3; ++step) trainer.step();
  EXPECT_EQ(allocation_count().live_bytes - before, held);
  const std::int64_t said = summarize(trainer.network(), net.batch_size, 1).training_bytes;
  EXPECT_NEAR(static_cast<double>(held) / static_cast<double>(said), 1, 0.1);
}

}  // namespace
}  // namespace netdyno
