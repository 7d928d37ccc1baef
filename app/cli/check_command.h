// app/cli/check_command.h
// SPDX-License-Identifier: MIT
//
// `netdyno check`: backpropagation held against differences of the loss, for each parameter of a
// recipe's network at its initial weights. Exit status 0 when nothing fails, else 1.
//
// `--json`: {"losses":[{"loss","value","passed","rows":[{"layer","type","parameter","checked",
// "failed","kinks","too_small","max_error","verdict"}]}]}

#pragma once

#include "app/cli/commands.h"

namespace netdyno::app {

void add_check_command(CLI::App& app, CommandAction& action);

}  // namespace netdyno::app
