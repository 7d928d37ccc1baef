// SPDX-License-Identifier: MIT
#include "app/shell/frame_memory.h"

#include <cstdlib>

#if defined(__GLIBC__)
#include <malloc.h>
#endif

namespace netdyno::app {

void keep_freed_memory() {
#if defined(__GLIBC__)
  constexpr int kKeptBytes = 32 << 20;
  mallopt(M_TRIM_THRESHOLD, kKeptBytes);
#endif
}

}  // namespace netdyno::app
