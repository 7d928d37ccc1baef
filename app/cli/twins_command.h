// app/cli/twins_command.h
// SPDX-License-Identifier: MIT
//
// `netdyno twins`: trainings that differ in one thing or a few, in lockstep on the same minibatches
// with the same masks.

#pragma once

#include "app/cli/commands.h"

namespace netdyno::app {

void add_twins_command(CLI::App& app, CommandAction& action);

}  // namespace netdyno::app
