// app/cli/bench_command.h
// SPDX-License-Identifier: MIT
//
// `netdyno bench`: training throughput of the reference nets, whole steps (minibatch, forward,
// backward, update) on random data in memory; the median of several rounds.
//
//   Units    images/s; GFLOP/s counts 3 × the forward multiply-adds × 2

#pragma once

#include "app/cli/commands.h"

namespace netdyno::app {

void add_bench_command(CLI::App& app, CommandAction& action);

}  // namespace netdyno::app
