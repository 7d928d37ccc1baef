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
#include "app/shell/path_picker.h"
#include "engine/session/snapshot.h"

namespace netdyno::app {

class ExportDialog {
 public:
  // On what is there now; the run goes on meanwhile. Proposes a folder. `shown`: of one panel, with
  // its zoom and choices; empty: all of the run in their usual views.
  void open(RunContent content, const std::string& proposal, std::vector<RunFigure> shown = {});

  // Every frame before draw(): takes what was measured for the figures since it was opened.
  void take(const Snapshot& snapshot);
  // Probes that figures still lack; none unless it is open for the whole run.
  const std::vector<std::string>& missing_probes() const { return missing_; }

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
  void draw_count(const Theme& theme) const;

  RunContent content_;
  std::vector<RunFigure> figures_;  // of content_, or what a panel shows
  bool is_of_panel_ = false;
  bool is_open_ = false;
  bool waits_ = false;                // to be written once nothing is missing
  std::vector<std::string> missing_;  // probes without a result yet
  std::optional<std::string> picture_;
  bool opens_ = false;
  PathPicker folder_{PathKind{.is_folder = true, .is_new = true}};
  int figure_ = 0;  // 0: all
  int style_ = 0;   // FigureStyle
  bool svg_ = true, pdf_ = false, png_ = true, csv_ = false, npy_ = false, html_ = false;
  bool is_serif_ = false, is_transparent_ = false;
  bool has_every_step_ = false;  // in the tables of a long run
  float dots_per_inch_ = 300;
  float smoothing_ = 0.6f;
};

}  // namespace netdyno::app
