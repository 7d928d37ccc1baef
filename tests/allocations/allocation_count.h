// tests/allocations/allocation_count.h
// SPDX-License-Identifier: MIT
//
// What the process takes from the heap, by an allocator of this binary's own in front of libc's.
// Sanitizers bring theirs: nothing is counted then, and kCanCount is false.

#pragma once

#include <cstdint>

namespace netdyno::test {

// Less than any tensor, more than any list of a function's arguments.
inline constexpr std::int64_t kLarge = 1024;

struct AllocationCount {
  std::int64_t calls = 0;        // allocations so far, of all threads
  std::int64_t large_calls = 0;  // of kLarge bytes or more
  std::int64_t live_bytes = 0;   // usable bytes that are not freed
};

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool kCanCount = false;
#else
inline constexpr bool kCanCount = true;
#endif

AllocationCount allocation_count();

}  // namespace netdyno::test
