// SPDX-License-Identifier: MIT
#include "app/cli/commands.h"

int main(int argc, char** argv) {
  CLI::App app("Netdyno: trains neural networks and shows what happens inside", "netdyno");
  app.set_version_flag("--version", "netdyno " NETDYNO_VERSION);
  app.require_subcommand(1);
  netdyno::app::Action action;
  netdyno::app::add_commands(app, action);
  return netdyno::app::run_command_line(app, argc, argv, [&] { return action(); });
}
