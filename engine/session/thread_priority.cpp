// SPDX-License-Identifier: MIT
#include "engine/session/thread_priority.h"

#include <sys/resource.h>
#include <unistd.h>

namespace netdyno {

void lower_thread_priority() {
  constexpr int kNice = 10;
  // On Linux the priority belongs to a thread, not to its process.
  static_cast<void>(setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), kNice));
}

}  // namespace netdyno
