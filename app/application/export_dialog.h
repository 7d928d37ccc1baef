// app/application/export_dialog.h
// SPDX-License-Identifier: MIT
//
// Exports the run's figures: which, in what style, in which formats, to which folder; PNG, SVG
// and CSV to the clipboard too.

#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/report/run_figures.h"
#include "app/report/run_tables.h"

namespace netdyno::app {

class ExportDialog {
 public:
  // On what is there now; the run goes on meanwhile. Proposes a folder. `shown`: of one panel, with
  // its zoom and choices; empty: all of the run in their usual views.
  void open(RunContent content, std::string proposal, std::vector<RunFigure> shown = {});

  // What was done, to be said to the person.
  struct Outcome {
    bool is_error = false;
    std::string what;
    std::string hint;
  };
  // Every frame.
  std::optional<Outcome> draw(const Theme& theme);
  // A picture for the clipboard, which is the window's, since the last call: a PNG file's bytes.
  std::optional<std::string> take_picture() { return std::exchange(picture_, std::nullopt); }

 private:
  void draw_choices(const Theme& theme);
  void draw_formats(const Theme& theme);
  std::vector<const RunFigure*> chosen() const;
  FigurePage page(const Theme& theme) const;
  Outcome write(const Theme& theme) const;
  void write_tables(const std::filesystem::path& folder) const;
  bool has_curves() const;
  TableOptions table_options() const;
  std::optional<Outcome> draw_clipboard(const Theme& theme);
  void prepare();

  RunContent content_;
  std::vector<RunFigure> figures_;  // of content_, or what a panel shows
  bool is_of_panel_ = false;
  std::optional<std::string> picture_;
  bool opens_ = false;
  std::string folder_;
  int figure_ = 0;  // 0: all
  int style_ = 0;   // FigureStyle
  bool svg_ = true, pdf_ = false, png_ = true, csv_ = false, npy_ = false, html_ = false;
  bool is_serif_ = false, is_transparent_ = false;
  bool has_every_step_ = false;  // in the tables of a long run
  float dots_per_inch_ = 300;
  float smoothing_ = 0.6f;
};

}  // namespace netdyno::app
