// app/cli/commands.h
// SPDX-License-Identifier: MIT
//
// The subcommands of `netdyno`. To add one: a file pair x_command.{h,cpp} with its add function,
// and a line in commands.cpp.
//
//   CLI::App app;
//   CommandAction action = …;              // what to do without a subcommand
//   add_commands(app, action);
//   return run_command_line(app, argc, argv, action);

#pragma once

#include <CLI/CLI.hpp>
#include <functional>

namespace netdyno::app {

// What the command line asks for; returns the exit status and may throw.
using CommandAction = std::function<int()>;

// A subcommand that is found in the arguments replaces `action`.
void add_commands(CLI::App& app, CommandAction& action);

// The status that `action` returns, or the one that its error stands for, which is told on standard
// error.
int perform(const CommandAction& action);

// Parses, then does `action`. An error is told once on standard error, as "netdyno: what. hint",
// and becomes the exit status.
int run_command_line(CLI::App& app, int argc, const char* const* argv, const CommandAction& action);

}  // namespace netdyno::app
