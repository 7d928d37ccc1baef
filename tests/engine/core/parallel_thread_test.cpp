// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <numeric>
#include <stdexcept>
#include <vector>

#include "engine/core/parallel.h"

namespace netdyno {
namespace {

TEST(WorkerPool, EveryIndexIsVisitedOnceInManyRuns) {
  WorkerPool pool(3);
  std::vector<int> visits(1000);
  for (int round = 0; round < 300; ++round)
    pool.parallel_for(1000, 1, [&](Index begin, Index end) {
      for (Index i = begin; i < end; ++i) ++visits[static_cast<std::size_t>(i)];
    });
  for (const int count : visits) EXPECT_EQ(count, 300);
}

TEST(WorkerPool, APartIsNeverShorterThanTheGrain) {
  WorkerPool pool(4);
  std::vector<Index> lengths(4);
  std::atomic<int> parts{0};
  pool.parallel_for(10, 4, [&](Index begin, Index end) {
    lengths[static_cast<std::size_t>(parts++)] = end - begin;
  });
  EXPECT_EQ(parts, 2);
  EXPECT_EQ(lengths[0], 5);
  EXPECT_EQ(lengths[1], 5);
}

TEST(WorkerPool, AnExceptionOfAWorkerReachesTheCallerAndThePoolLivesOn) {
  WorkerPool pool(2);
  const auto failing = [](int worker) {
    if (worker == 1) throw std::runtime_error("from a worker");
  };
  EXPECT_THROW(pool.run(failing), std::runtime_error);
  std::array<int, 2> calls{};
  pool.run([&](int worker) { ++calls[static_cast<std::size_t>(worker)]; });
  EXPECT_EQ(calls, (std::array<int, 2>{1, 1}));
}

TEST(WorkerPool, EveryThreadTakesTinyNumbersForZeroWhileItWorks) {
  const volatile float small = 1e-30f;
  for (const int threads : {1, 3}) {
    WorkerPool pool(threads);
    std::vector<float> products(3, -1.0f);
    pool.run([&](int worker) { products[static_cast<std::size_t>(worker)] = small * 1e-10f; });
    for (int worker = 0; worker < threads; ++worker)
      EXPECT_EQ(products[static_cast<std::size_t>(worker)], 0.0f) << "worker " << worker;
    pool.parallel_for(1, 1, [&](Index, Index) { products[0] = small * 1e-10f; });
    EXPECT_EQ(products[0], 0.0f);
    EXPECT_GT(small * 1e-10f, 0.0f) << "the caller's own setting is restored";
  }
}

TEST(WorkerPool, WorksWithASingleThreadAndWithoutWork) {
  WorkerPool pool(1);
  int calls = 0;
  pool.parallel_for(0, 1, [&](Index, Index) { ++calls; });
  EXPECT_EQ(calls, 0);
  pool.parallel_for(5, 1, [&](Index begin, Index end) { calls += static_cast<int>(end - begin); });
  EXPECT_EQ(calls, 5);
}

}  // namespace
}  // namespace netdyno
