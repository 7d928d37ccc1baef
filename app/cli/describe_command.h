// app/cli/describe_command.h
// SPDX-License-Identifier: MIT
//
// `netdyno describe`: a recipe's network layer by layer, with totals. Reads no data.

#pragma once

#include "app/cli/commands.h"

namespace netdyno::app {

void add_describe_command(CLI::App& app, CommandAction& action);

}  // namespace netdyno::app
