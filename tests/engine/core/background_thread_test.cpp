// SPDX-License-Identifier: MIT
#include "engine/core/background.h"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <stdexcept>
#include <thread>

#include "engine/core/error.h"

namespace netdyno {
namespace {

TEST(Background, WhatATaskWroteCanBeReadAfterWaiting) {
  Background background;
  int value = 0;
  for (int i = 1; i <= 2000; ++i) {
    background.start([&value, i] { value = i; });
    background.wait();
    ASSERT_EQ(value, i);
  }
}

TEST(Background, WaitingWithoutATaskReturnsAtOnce) {
  Background background;
  background.wait();
  background.start([] {});
  background.wait();
  background.wait();
}

TEST(Background, RunsBesideItsOwner) {
  Background background;
  std::thread::id there;
  background.start([&there] { there = std::this_thread::get_id(); });
  background.wait();
  EXPECT_NE(there, std::this_thread::get_id());
  EXPECT_NE(there, std::thread::id());
}

TEST(Background, AnExceptionComesOutOfWaitAndTheThreadLivesOn) {
  Background background;
  background.start([] { throw std::runtime_error("from the task"); });
  EXPECT_THROW(background.wait(), std::runtime_error);
  int value = 0;
  background.start([&value] { value = 1; });
  background.wait();
  EXPECT_EQ(value, 1);
}

// No room for another stack.
[[maybe_unused]] void refuse_threads() {
  std::ifstream status("/proc/self/statm");
  std::uint64_t pages = 0;
  status >> pages;
  const rlimit limit{pages * 4096 + (1u << 20), RLIM_INFINITY};
  setrlimit(RLIMIT_AS, &limit);
}

TEST(Background, DoesTheTaskItselfWhereTheSystemRefusesAThread) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "sanitizers need the address space";
#else
  EXPECT_EXIT(
      {
        refuse_threads();
        Background background;
        std::thread::id performer;
        background.start([&] { performer = std::this_thread::get_id(); });
        background.wait();
        std::_Exit(performer == std::this_thread::get_id() ? 0 : 1);
      },
      testing::ExitedWithCode(0), "");
#endif
}

TEST(Background, TheEndWaitsForTheRunningTask) {
  bool is_done = false;
  {
    Background background;
    background.start([&is_done] {
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
      is_done = true;
    });
  }
  EXPECT_TRUE(is_done);
}

TEST(Background, ASecondTaskBeforeWaitingIsAFault) {
  Background background;
  background.start([] {});
  EXPECT_THROW(background.start([] {}), ContractError);
}

}  // namespace
}  // namespace netdyno
