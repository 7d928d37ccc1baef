// app/panels/frame_context.h
// SPDX-License-Identifier: MIT
//
// All that a panel may see and do in one frame. Panels read; changes leave as commands (to the
// engine, applied at the next step boundary) or actions (to the app, applied after all panels are
// drawn).

#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "app/chart/axis_map.h"
#include "app/shell/shortcuts.h"
#include "app/shell/texture_store.h"
#include "app/shell/theme.h"
#include "app/view_models/compared_run.h"
#include "app/view_models/image_zoom.h"
#include "engine/run/history.h"
#include "engine/session/command.h"
#include "engine/session/snapshot.h"

namespace netdyno::app {

// Picked in any panel, seen by all.
struct Selection {
  std::optional<std::size_t> layer;  // index into `layers`
  ImageZoom zoom;                    // of all images
  std::optional<AxisRange> steps;    // that charts over steps show; none: the whole run
  // Images are shown as they were after this step; none: the newest.
  std::optional<std::int64_t> image_step;
};

struct SelectLayer {
  std::optional<std::size_t> layer;
};
struct LinkSteps {
  std::optional<AxisRange> steps;  // none: the whole run
};
struct ZoomImages {
  ImageZoom zoom;
};
struct ShowImageStep {
  std::optional<std::int64_t> step;  // none: follows the run
};
// Draws the next frame without waiting for input or news: something moves.
struct KeepDrawing {};
struct ShowPanel {
  std::string id;
};
// A recipe that was made from the running one: starts over at step 0.
struct OpenEditedRecipe {
  Recipe recipe;
  std::string name = {};      // of the run; empty: that of the running one, edited
  bool stays_paused = false;  // where the running one is paused
};
// A recipe that ships with the app.
struct OpenShippedRecipe {
  std::string name;
};
// Draws the run's curves in another of the theme's colours for runs, in every panel.
struct RecolorRun {
  std::size_t series;  // index into Theme::series
};
// Asks where to save what is edited, or else the running recipe.
struct SaveRecipe {};
// Asks how and where to write what a panel shows.
struct ExportPanel {
  std::string id;
};
// Asks for a folder whose run is to be drawn beside this one.
struct CompareRun {};
// Of one run's folder, or of all.
struct StopComparing {
  std::filesystem::path folder = {};  // empty: all
};
using Action = std::variant<SelectLayer, LinkSteps, ZoomImages, ShowImageStep, KeepDrawing,
                            ShowPanel, OpenEditedRecipe, OpenShippedRecipe, RecolorRun, SaveRecipe,
                            CompareRun, StopComparing, ExportPanel>;

class CommandSink {
 public:
  virtual ~CommandSink() = default;
  virtual void send(Command command) = 0;
};

class ActionSink {
 public:
  virtual ~ActionSink() = default;
  virtual void request(Action action) = 0;
};

struct FrameContext {
  const Snapshot* snapshot;  // null before the first; the same object for every panel this frame
  const History& history;    // every record so far
  const Selection& selection;
  CommandSink& commands;
  ActionSink& actions;
  const Theme& theme;
  TextureStore& textures;
  std::span<const Intent> pressed = {};  // what keys asked for this frame
  double frame_ms = 0;             // the app's own work of the last frame, rasterization excluded
  ComparedRunSpan compared = {};   // runs to draw beside this one
  std::string_view run_name = {};  // "lenet-fashion, edited"
};

}  // namespace netdyno::app
