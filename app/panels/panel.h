// app/panels/panel.h
// SPDX-License-Identifier: MIT
//
// A panel: the content of one window of the workspace. The host opens the window, shows the title
// and keeps the layout; the panel owns view state only (zoom, smoothing, a tab).
//
// To add a panel: one file pair here, a view model with tests, one line in panel_registry.cpp.

#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "app/panels/frame_context.h"

namespace netdyno::app {

struct RunFigure;  // app/report/run_figure.h

class Panel {
 public:
  virtual ~Panel() = default;
  // Fills the current window. Every panel has an empty, a paused and a not-a-number state.
  virtual void draw(const FrameContext& frame) = 0;
  // Probes to run while the panel is visible; ids of engine/probe's registry.
  virtual std::vector<std::string> probes() const { return {}; }
  // What the panel shows, with its zoom and choices, to be written to files; empty: nothing now.
  // They hold what they draw, so the run may go on.
  virtual std::vector<RunFigure> figures(const FrameContext& frame) const;
  // What "Save recipe" saves while this panel is visible; none: the running recipe.
  virtual std::optional<Recipe> recipe_to_save() const { return std::nullopt; }
};

struct PanelType {
  std::string id;     // "curves"; stable: layouts and --panel name it
  std::string title;  // "Loss and accuracy"
  std::string doc;    // one sentence, for menus
  std::unique_ptr<Panel> (*make)();
};

std::span<const PanelType> panel_types();

// Null for an unknown id.
const PanelType* find_panel_type(const std::string& id);

}  // namespace netdyno::app
