// app/cli/overfit_command.h
// SPDX-License-Identifier: MIT
//
// `netdyno overfit`: trains a recipe's network on a few examples until their loss is near zero, and
// says whether it got there. Exit status 0 reached, 1 not reached, 3 diverged.

#pragma once

#include "app/cli/commands.h"

namespace netdyno::app {

void add_overfit_command(CLI::App& app, CommandAction& action);

}  // namespace netdyno::app
