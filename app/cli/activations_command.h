// app/cli/activations_command.h
// SPDX-License-Identifier: MIT
//
// `netdyno activations`: mean, deviation, saturated and dead share after each nonlinearity, with
// the initial weights, on the first minibatch of training, in training mode.

#pragma once

#include "app/cli/commands.h"

namespace netdyno::app {

void add_activations_command(CLI::App& app, CommandAction& action);

}  // namespace netdyno::app
