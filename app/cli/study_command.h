// app/cli/study_command.h
// SPDX-License-Identifier: MIT
//
// `netdyno study`: lists the studies, or runs one on a recipe's network. Exit status 0 done, 1 what
// it checks failed, 3 diverged.

#pragma once

#include "app/cli/commands.h"

namespace netdyno::app {

void add_study_command(CLI::App& app, CommandAction& action);

}  // namespace netdyno::app
