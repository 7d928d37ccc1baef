// app/cli/fork_command.h
// SPDX-License-Identifier: MIT
//
// `netdyno fork`: a training that goes on from any step of one in a folder, as that was or with
// another value.

#pragma once

#include "app/cli/commands.h"

namespace netdyno::app {

void add_fork_command(CLI::App& app, CommandAction& action);

}  // namespace netdyno::app
