// app/shell/frame_memory.h
// SPDX-License-Identifier: MIT

#pragma once

namespace netdyno::app {

// Lets the process keep some tens of megabytes that were freed. Each frame builds figures of a
// few megabytes and frees them; giving these pages back to the system, and getting them again,
// would take a third of the time that drawing long curves does. Where the C library has no such
// setting, nothing happens.
//   Thread   before others are started
void keep_freed_memory();

}  // namespace netdyno::app
