// SPDX-License-Identifier: MIT
#include "app/cli/figure_arguments.h"

#include <map>

#include "app/cli/number_arguments.h"

namespace netdyno::app {

namespace {

constexpr double kAspect = 1.5;

const std::map<std::string, CurveAxis> kAxes = {
    {"step", CurveAxis::Step}, {"epoch", CurveAxis::Epoch}, {"time", CurveAxis::Time}};

}  // namespace

void FigureArguments::add_to(CLI::App& command) {
  command.add_option("--style", style, "print (white), slides or screen (dark)")
      ->check(CLI::IsMember({"print", "slides", "screen"}))
      ->capture_default_str();
  command
      .add_option("--width", width,
                  "Millimetres, or single, one-and-half, double, neurips, icml, lncs, a4, slide")
      ->type_name("WIDTH");
  command.add_option("--dpi", dots_per_inch, "Of PNG files")
      ->transform(real_number(36, 2400))
      ->capture_default_str();
  command.add_option("--smoothing", smoothing, "Weight of the exponential average of curves")
      ->transform(real_number(0, 0.999))
      ->capture_default_str();
  command.add_option("--axis", axis, "What curves run over: step, epoch or time")
      ->check(CLI::IsMember({"step", "epoch", "time"}))
      ->capture_default_str();
  command.add_flag("--log", is_log, "Logarithmic loss axis");
  command.add_flag("--serif", is_serif, "Letters with serifs");
  command.add_flag("--transparent", is_transparent, "No background");
  command.add_flag("--no-titles", has_no_titles, "For papers that say it in the caption");
}

FigurePage FigureArguments::page() const {
  const FigureStyle kind = figure_style(style);
  FigurePage page = figure_page(kind, width_mm(width, kind), kAspect, Theme::dark(1));
  page.is_serif = is_serif;
  page.is_transparent = is_transparent;
  return page;
}

FigureOptions FigureArguments::options() const {
  FigureOptions options;
  options.curves.smoothing = smoothing;
  options.curves.x_axis = kAxes.at(axis);
  options.curves.log_y = is_log;
  options.has_titles = !has_no_titles;
  return options;
}

}  // namespace netdyno::app
