// SPDX-License-Identifier: MIT
#include "tests/allocations/allocation_count.h"

#include <malloc.h>

#include <atomic>
#include <cerrno>
#include <cstddef>

namespace {

std::atomic<std::int64_t> calls{0};
std::atomic<std::int64_t> large_calls{0};
std::atomic<std::int64_t> live_bytes{0};

}  // namespace

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
namespace {

void* noted(void* memory) {
  if (memory) {
    const auto bytes = static_cast<std::int64_t>(malloc_usable_size(memory));
    ++calls;
    if (bytes >= netdyno::test::kLarge) ++large_calls;
    live_bytes += bytes;
  }
  return memory;
}

void forget(void* memory) {
  if (memory) live_bytes -= static_cast<std::int64_t>(malloc_usable_size(memory));
}

}  // namespace

// glibc's documented way of replacing malloc: these are found before libc's own, which go on under
// their other names.
extern "C" {
void* __libc_malloc(std::size_t);
void* __libc_calloc(std::size_t, std::size_t);
void* __libc_realloc(void*, std::size_t);
void* __libc_memalign(std::size_t, std::size_t);
void __libc_free(void*);

void* malloc(std::size_t size) {
  return noted(__libc_malloc(size));
}
void* calloc(std::size_t count, std::size_t size) {
  return noted(__libc_calloc(count, size));
}
void* realloc(void* memory, std::size_t size) {
  forget(memory);
  return noted(__libc_realloc(memory, size));
}
void* memalign(std::size_t alignment, std::size_t size) {
  return noted(__libc_memalign(alignment, size));
}
void* aligned_alloc(std::size_t alignment, std::size_t size) {
  return noted(__libc_memalign(alignment, size));
}
int posix_memalign(void** memory, std::size_t alignment, std::size_t size) {
  *memory = noted(__libc_memalign(alignment, size));
  return *memory ? 0 : ENOMEM;
}
void free(void* memory) {
  forget(memory);
  __libc_free(memory);
}
}
#endif

namespace netdyno::test {

AllocationCount allocation_count() {
  return {calls, large_calls, live_bytes};
}

}  // namespace netdyno::test
