// app/cli/evaluate_command.h
// SPDX-License-Identifier: MIT
//
// `netdyno evaluate`: loss, accuracy and the recall of each class of a trained network, with and
// without test-time augmentation. The test file is read here and nowhere else.

#pragma once

#include "app/cli/commands.h"

namespace netdyno::app {

void add_evaluate_command(CLI::App& app, CommandAction& action);

}  // namespace netdyno::app
