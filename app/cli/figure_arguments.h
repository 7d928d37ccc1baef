// app/cli/figure_arguments.h
// SPDX-License-Identifier: MIT
//
// The arguments that say how exported figures look.

#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "app/chart/figure_page.h"
#include "app/report/run_figures.h"

namespace netdyno::app {

struct FigureArguments {
  std::string style = "print";
  std::string width;  // a name or millimetres; empty: the style's
  double dots_per_inch = 300;
  double smoothing = 0.6;
  std::string axis = "step";
  bool is_log = false;
  bool is_serif = false;
  bool is_transparent = false;
  bool has_no_titles = false;

  void add_to(CLI::App& command);
  // Errors   RecipeError for an unknown width
  FigurePage page() const;
  FigureOptions options() const;
};

}  // namespace netdyno::app
