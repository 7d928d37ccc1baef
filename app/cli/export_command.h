// app/cli/export_command.h
// SPDX-License-Identifier: MIT
//
// `netdyno export`: a trained network for other programs, as an ONNX model or as NumPy
// arrays.

#pragma once

#include "app/cli/commands.h"

namespace netdyno::app {

void add_export_command(CLI::App& app, CommandAction& action);

}  // namespace netdyno::app
