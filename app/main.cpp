// SPDX-License-Identifier: MIT
#include <fmt/core.h>

#include <charconv>
#include <filesystem>
#include <new>

#include "app/application/screenshot_app.h"
#include "app/application/window_app.h"
#include "app/cli/commands.h"
#include "app/cli/number_arguments.h"
#include "app/cli/text_output.h"
#include "app/cli/train_command.h"
#include "app/shell/window.h"
#include "engine/core/error.h"
#include "engine/core/instruction_set.h"

namespace netdyno::app {
namespace {

constexpr const char* kFirstRecipe = "lenet-fashion";

struct Arguments {
  std::string recipe;
  float scale = 0;               // 0: the display's
  std::string theme;             // empty: as the last time
  ScreenshotOptions screenshot;  // without a file: the window
  std::int64_t look_at = -1;     // of the screenshot's steps; -1: the last one
};

void parse_size(const std::string& text, ScreenshotOptions& options) {
  const char* const end = text.data() + text.size();
  const auto width = std::from_chars(text.data(), end, options.width);
  const bool has_x = width.ec == std::errc() && width.ptr != end && *width.ptr == 'x';
  const auto height = std::from_chars(has_x ? width.ptr + 1 : end, end, options.height);
  const bool is_size = has_x && height.ec == std::errc() && height.ptr == end;
  if (!is_size || options.width < 320 || options.height < 200 || options.width > 16384 ||
      options.height > 16384)
    throw CLI::ValidationError(
        fmt::format("--size: {} is no size; expected WIDTHxHEIGHT, from 320x200 on", text));
}

void add_arguments(CLI::App& app, Arguments& arguments) {
  ScreenshotOptions& screenshot = arguments.screenshot;
  app.add_option("RECIPE", arguments.recipe,
                 "Recipe file to train; without one, LeNet-5 on Fashion-MNIST");
  app.add_option("--scale", arguments.scale, "Size of text and everything else, 1 at 96 dpi")
      ->transform(real_number(0.5, 4));
  app.add_option("--theme", arguments.theme, "dark or light")
      ->check(CLI::IsMember({"dark", "light"}));
  app.add_option("--panel", screenshot.panel, "Show this panel only");
  app.add_option("--compare", screenshot.compared,
                 "Draw the curves of this folder's run beside; may be given six times")
      ->type_name("DIR")
      ->allow_extra_args(false);
  CLI::Option* file = app.add_option("--screenshot", screenshot.file,
                                     "Train, write what the window shows as PNG, and exit; needs "
                                     "no display");
  app.add_option("--steps", screenshot.steps, "Minibatches to train before the screenshot")
      ->needs(file)
      ->transform(whole_number(0, kMostSteps))
      ->capture_default_str();
  app.add_option("--look-at", arguments.look_at,
                 "One of these steps: all panels as they were after it (default: the last one)")
      ->type_name("STEP")
      ->needs(file)
      ->transform(whole_number(0, kMostSteps));
  app.add_option_function<std::string>(
         "--size", [&](const std::string& text) { parse_size(text, screenshot); },
         "Pixels of the screenshot, WIDTHxHEIGHT [1600x1000]")
      ->needs(file);
}

// A name in the current folder that is not taken.
std::filesystem::path free_output_folder() {
  std::filesystem::path folder = "netdyno-run";
  for (int i = 2; std::filesystem::exists(folder); ++i) folder = fmt::format("netdyno-run-{}", i);
  return folder;
}

int open_window_or_train(const NamedRecipe& recipe, const Arguments& arguments) {
  try {
    return run_in_window(
        recipe, {.scale = arguments.scale,
                 .is_dark = arguments.theme.empty() ? std::nullopt
                                                    : std::optional(arguments.theme == "dark"),
                 .panel = arguments.screenshot.panel,
                 .compared = arguments.screenshot.compared});
  } catch (const NoDisplay& error) {
    const std::filesystem::path folder = free_output_folder();
    tell_error(fmt::format("{}. Training without a window; results go to ./{}", error.what(),
                           folder.string()));
    return train_headless(recipe.recipe, {.out = folder});
  }
}

int run_app(const Arguments& arguments) {
  const NamedRecipe recipe =
      arguments.recipe.empty() ? shipped_recipe(kFirstRecipe) : recipe_file(arguments.recipe);
  if (arguments.screenshot.file.empty()) return open_window_or_train(recipe, arguments);
  ScreenshotOptions options = arguments.screenshot;
  if (arguments.look_at > options.steps)
    throw RecipeError("--look-at", fmt::format("step {} is not among the {} of --steps",
                                               arguments.look_at, options.steps));
  // A run is a function of its recipe: later steps change nothing of that one.
  if (arguments.look_at >= 0) options.steps = arguments.look_at;
  options.is_dark = arguments.theme != "light";
  if (arguments.scale > 0) options.scale = arguments.scale;
  take_screenshot(recipe, options);
  return 0;
}

std::string version_text() {
  return fmt::format("netdyno {} ({}{})", NETDYNO_VERSION, instruction_set_name(instruction_set()),
                     kHasAllInstructionSets ? "" : ", built for this processor");
}

int run(int argc, char** argv) {
  instruction_set();  // refuses a wrong NETDYNO_ISA before anything is done
  CLI::App app("Netdyno: trains neural networks and shows what happens inside", "netdyno");
  app.set_version_flag("--version", version_text);
  Arguments arguments;
  add_arguments(app, arguments);
  CommandAction action = [&] { return run_app(arguments); };
  add_commands(app, action);
  return run_command_line(app, argc, argv, [&] { return action(); });
}

}  // namespace
}  // namespace netdyno::app

int main(int argc, char** argv) {
  try {
    return netdyno::app::perform([&] { return netdyno::app::run(argc, argv); });
  } catch (const std::bad_alloc&) {
    // Without taking any.
    std::fputs("netdyno: Out of memory. Close other programs or raise the limit (ulimit -v)\n",
               stderr);
    return 1;
  }
}
