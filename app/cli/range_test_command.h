// app/cli/range_test_command.h
// SPDX-License-Identifier: MIT
//
// `netdyno range-test`: the loss against a growing learning rate, from the initial weights, and the
// rate that it suggests.

#pragma once

#include "app/cli/commands.h"

namespace netdyno::app {

void add_range_test_command(CLI::App& app, CommandAction& action);

}  // namespace netdyno::app
