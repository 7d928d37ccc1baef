// app/cli/report_command.h
// SPDX-License-Identifier: MIT
//
// `netdyno report`: figures, tables and a self-contained report.html from a training's folder,
// which may still be growing. Needs no display.

#pragma once

#include "app/cli/commands.h"

namespace netdyno::app {

void add_report_command(CLI::App& app, CommandAction& action);

}  // namespace netdyno::app
