// app/cli/exit_status.h
// SPDX-License-Identifier: MIT
//
// What the process says with its exit status. A run stopped by a signal ends with 128 + its number
// (130 SIGINT, 143 SIGTERM), its outputs complete up to the step it reached.

#pragma once

namespace netdyno::app {

inline constexpr int kDone = 0;
inline constexpr int kFailed = 1;    // at run time: files, disk, memory
inline constexpr int kUsage = 2;     // wrong command line or recipe
inline constexpr int kDiverged = 3;  // the loss was not finite
inline constexpr int kSignalBase = 128;

}  // namespace netdyno::app
