// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <array>
#include <atomic>
#include <cstdlib>
#include <fstream>
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

// Memory for the stacks of a few further threads, and no more.
[[maybe_unused]] void limit_threads() {
  std::ifstream status("/proc/self/statm");
  std::uint64_t pages = 0;
  status >> pages;
  const rlimit limit{pages * 4096 + (40u << 20), RLIM_INFINITY};
  setrlimit(RLIMIT_AS, &limit);
}

TEST(WorkerPool, HasFewerThreadsWhereTheSystemRefusesMore) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "sanitizers need the address space";
#else
  EXPECT_EXIT(
      {
        limit_threads();
        WorkerPool pool(64);
        std::atomic<int> visits{0};
        pool.run([&](int) { ++visits; });
        const bool is_right = pool.threads() < 64 && pool.threads() > 1 &&
                              visits == pool.threads() && pool.wanted_threads() == 64;
        std::_Exit(is_right ? 0 : 1);
      },
      testing::ExitedWithCode(0), "");
#endif
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
