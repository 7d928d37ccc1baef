// engine/session/thread_priority.h
// SPDX-License-Identifier: MIT

#pragma once

namespace netdyno {

// Lets other threads of the machine go first. Threads that the calling thread starts later inherit
// it. Where the system refuses, nothing changes.
void lower_thread_priority();

}  // namespace netdyno
