// SPDX-License-Identifier: MIT
#include "app/cli/commands.h"

#include <fmt/core.h>

#include <csignal>
#include <new>
#include <system_error>

#include "app/cli/activations_command.h"
#include "app/cli/bench_command.h"
#include "app/cli/check_command.h"
#include "app/cli/describe_command.h"
#include "app/cli/evaluate_command.h"
#include "app/cli/exit_status.h"
#include "app/cli/export_command.h"
#include "app/cli/fork_command.h"
#include "app/cli/overfit_command.h"
#include "app/cli/range_test_command.h"
#include "app/cli/report_command.h"
#include "app/cli/study_command.h"
#include "app/cli/text_output.h"
#include "app/cli/train_command.h"
#include "app/cli/twins_command.h"
#include "engine/core/error.h"

namespace netdyno::app {

namespace {

int tell(const std::string& message, int status) {
  tell_error(message);
  return status;
}

// "netdyno train", as far as subcommands were recognized.
std::string recognized_command(const CLI::App& app) {
  std::string name = "netdyno";
  for (const CLI::App* command : app.get_subcommands()) name += " " + command->get_name();
  return name;
}

}  // namespace

int perform(const CommandAction& action) {
  try {
    return action();
  } catch (const RecipeError& error) {
    return tell(error.message(), kUsage);
  } catch (const Error& error) {
    return tell(error.message(), kFailed);
  } catch (const std::bad_alloc&) {
    return tell("Out of memory. Try a smaller batch or network", kFailed);
  } catch (const std::system_error& error) {
    return tell(fmt::format("The system refuses what is needed: {}. Close other programs or raise "
                            "its limits (ulimit -a)",
                            error.code().message()),
                kFailed);
  } catch (const std::exception& error) {
    return tell(fmt::format("{}. This is a fault of Netdyno itself", error.what()), kFailed);
  }
}

void add_commands(CLI::App& app, CommandAction& action) {
  app.require_subcommand(0, 1);  // a word behind one is its own, as in study range-test
  add_train_command(app, action);
  add_fork_command(app, action);
  add_twins_command(app, action);
  add_evaluate_command(app, action);
  add_describe_command(app, action);
  add_activations_command(app, action);
  add_overfit_command(app, action);
  add_range_test_command(app, action);
  add_check_command(app, action);
  add_study_command(app, action);
  add_report_command(app, action);
  add_export_command(app, action);
  add_bench_command(app, action);
}

int run_command_line(CLI::App& app, int argc, const char* const* argv,
                     const CommandAction& action) {
  // A file beyond the limit is then an error of its write, which is told, and no death.
  std::signal(SIGXFSZ, SIG_IGN);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app.exit(error);  // --help, --version
    return tell(fmt::format("{}. See {} --help", error.what(), recognized_command(app)), kUsage);
  }
  return perform(action);
}

}  // namespace netdyno::app
