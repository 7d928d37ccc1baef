// SPDX-License-Identifier: MIT
//
// The memory of training: nothing is taken once it runs, and what it holds is what `describe` says.
#include <gtest/gtest.h>

#include <memory>

#include "app/cli/bench_nets.h"
#include "engine/core/instruction_set.h"
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

// A training of which the first steps, in which plans are made, are taken.
class Training {
 public:
  Training(const BenchNet& net, int threads) : pool_(threads), data_(app::bench_data(net)) {
    const std::int64_t before = allocation_count().live_bytes;
    trainer_ = std::make_unique<Trainer>(app::bench_recipe(net), data_, *kernels_);
    take_steps(3);
    held_bytes_ = allocation_count().live_bytes - before;
    said_bytes_ = summarize(trainer_->network(), net.batch_size, 1).training_bytes;
  }

  void take_steps(int count) {
    for (int step = 0; step < count; ++step) trainer_->step();
  }
  std::int64_t held_bytes() const { return held_bytes_; }
  std::int64_t said_bytes() const { return said_bytes_; }  // by `describe`

 private:
  WorkerPool pool_;
  std::unique_ptr<Kernels> kernels_ = make_kernels(Backend::OneDnn, pool_);
  DataSplits data_;
  std::unique_ptr<Trainer> trainer_;
  std::int64_t held_bytes_ = 0, said_bytes_ = 0;
};

void expect_what_describe_says(const Training& training) {
  const auto held = static_cast<double>(training.held_bytes());
  const auto said = static_cast<double>(training.said_bytes());
  // The kernels' panels of packed operands, of two threads.
  constexpr double kPanels = 1 << 20;
  EXPECT_GT(held, 0.9 * said);
  EXPECT_LT(held, 1.1 * said + kPanels) << held << " bytes held, " << said << " bytes said";
}

TEST_P(TrainingAllocations, AreNoneOnceItRuns) {
  Training training(find_net(GetParam()), 2);
  const test::AllocationCount before = allocation_count();
  training.take_steps(5);
  const test::AllocationCount after = allocation_count();
  EXPECT_EQ(after.large_calls - before.large_calls, 0);
  // With AVX-512 oneDNN has some convolutions, and makes a list of arguments at each call.
  if (instruction_set() != InstructionSet::Avx512) {
    EXPECT_EQ(after.calls - before.calls, 0);
  }
}

TEST_P(TrainingAllocations, HoldWhatDescribeSays) {
  for (const Index batch_size : {16, 64}) {
    SCOPED_TRACE(testing::Message() << "N " << batch_size);
    BenchNet net = find_net(GetParam());
    net.batch_size = batch_size;
    expect_what_describe_says(Training(net, 1));
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
  Training training(find_net("alexnet"), 2);
  expect_what_describe_says(training);
  const std::int64_t before = allocation_count().live_bytes;
  training.take_steps(3);
  EXPECT_EQ(allocation_count().live_bytes - before, 0);
}

}  // namespace
}  // namespace netdyno
