// app/application.h
// SPDX-License-Identifier: MIT
//
// The app, one frame at a time: drain events, take one snapshot, draw the panels, apply actions,
// send commands. It knows neither window nor renderer: whoever drives it prepares Dear ImGui's
// input before, and shows the draw data after.
//
//   Thread   none of its own
//   Errors   shown to the person as notifications; frame() throws on our own bugs only

#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>

#include "app/application/engine_feed.h"
#include "app/application/export_dialog.h"
#include "app/application/knob_undo.h"
#include "app/application/overfit_check.h"
#include "app/application/palette_entries.h"
#include "app/application/panel_host.h"
#include "app/application/preferences.h"
#include "app/report/compared_folder.h"
#include "app/shell/keyboard_walk.h"
#include "app/shell/recipe_dialog.h"
#include "app/shell/run_dialogs.h"
#include "app/shell/save_dialog.h"
#include "app/shell/shortcut_sheet.h"
#include "app/shell/shortcuts.h"
#include "app/view_models/saved_run.h"

namespace netdyno::app {

struct ApplicationOptions {
  float content_scale = 1;  // of the display, 1 at 96 dpi
  bool is_dark = true;
  std::string recipe_name = {};          // for the title
  std::string solo_panel = {};           // show this one only; empty: the whole workspace
  std::filesystem::path last_run = {};   // proposed by "Open run…"
  std::vector<SavedRun> abandoned = {};  // by apps that ended unexpectedly: ask at once
  std::vector<SavedRun> saved = {};      // all that can be gone on with, for the palette
  Preferences preferences = {};          // of the last time; the theme above goes before
};

// What only the window can do, asked for during a frame.
struct HostRequests {
  bool quit = false;
  std::optional<std::filesystem::path> screenshot;
  std::optional<std::string> clipboard_png;  // a PNG file's bytes
  std::optional<bool> fullscreen;
};

class Application final : private ActionSink, private CommandSink {
 public:
  // Needs a current Dear ImGui context. Errors: Error for an unknown panel.
  Application(EngineLink& engine, std::span<const PanelType> panels,
              const ApplicationOptions& options);

  // Applies a changed theme or scale; between frames. True when the font atlas was made anew and
  // must be uploaded.
  bool prepare_fonts();

  // From ImGui::NewFrame() to ImGui::Render().
  void frame(TextureStore& textures);

  // Of the last frame; empties them.
  HostRequests take_requests();

  // Files or folders that were dropped onto the window.
  void take_dropped(const std::vector<std::filesystem::path>& paths);

  // To be kept for the next time.
  Preferences preferences() const;
  // The recipe file that is opened from outside, for "Open recent".
  void remember_recent(const std::filesystem::path& file) { add_recent(recent_, file); }

  // Draws the run recorded in that folder beside the running one. What is wrong is notified.
  void compare_run(const std::filesystem::path& folder);

  void notify(Severity severity, const std::string& what, const std::string& hint = {});
  void set_content_scale(float scale);

  // "Netdyno - lenet-fashion - step 123, paused"
  std::string title() const;
  const EngineFeed& feed() const { return feed_; }
  // Drawn beside the open run.
  ComparedRunSpan compared() const { return compared_.list(); }
  const std::vector<Notification>& notifications();
  const Theme& theme() const { return theme_; }
  const PanelHost& panels() const { return panels_; }
  // The app's own work of the last frame (ms).
  double frame_ms() const { return frame_ms_; }
  // Something on screen changes without input or news: a caret, a notification's end.
  bool is_animated();

 private:
  void request(Action action) override { actions_.push_back(std::move(action)); }
  // From panels: what turns a knob can be taken back.
  void send(Command command) override;
  void follow_runs();
  void follow_data();
  void draw(TextureStore& textures);
  void draw_dialogs();
  void draw_run_dialogs();
  void offer(const std::vector<SavedRun>& runs);
  void open_run(const std::filesystem::path& folder);
  void stop_comparing(const std::filesystem::path& folder);
  void apply_actions();
  void apply(Intent intent);
  void apply(const PaletteAction& action);
  void take_back(const std::vector<Command>& commands, const char* nothing);
  void open_dialog(Intent intent);
  void ask_for_figures(const std::string& id);
  void export_panel(const std::string& id, const FrameContext& frame);
  void ask_where_to_save();
  void save_recipe(const std::filesystem::path& file);
  void toggle_play();
  void restart_with_new_seed();
  void change_pace(Intent intent);
  void overfit_few();
  void judge_overfit();
  void change_text_scale(float factor);
  void open_recipe(NamedRecipe opened, bool plays = true);
  void open_edited(const OpenEditedRecipe& edited);
  void open_shipped(const std::string& name);
  void open_file(const std::filesystem::path& file);
  void examine(ExaminedImage image);
  // Runs `read`, whose errors the person is told.
  void try_to(const std::function<void()>& read);
  void send_probes();

  EngineFeed feed_;
  PanelHost panels_;
  Notifications notifications_;
  Selection selection_;
  Theme theme_;
  struct Looks {
    bool is_dark = true;
    float content_scale = 1;
    float text_scale = 1;
    bool is_presenting = false;
    std::size_t run_color = 0;  // index into Theme::series
    bool operator==(const Looks&) const = default;
  } looks_;
  std::optional<Looks> applied_looks_;
  struct Dialogs {
    RecipeDialog recipe;
    SaveDialog screenshot{"Save screenshot", "PNG file", ".png"};
    SaveDialog recipe_file{"Save recipe", "Recipe file (JSON)", ".json"};
    ShortcutSheet shortcuts;
    FolderDialog open_run{"Open run",
                          "Open",
                          "A folder with checkpoint.safetensors, as \"Save "
                          "run…\" and netdyno train --out write it",
                          {.is_folder = true, .note = run_note}};
    FolderDialog save_run{"Save run",
                          "Save",
                          "Weights, moments, curves, journal: all that going on needs",
                          {.is_folder = true, .is_new = true, .note = run_note}};
    FolderDialog compare_run{"Compare with a run",
                             "Compare",
                             "A folder that netdyno train --out or \"Save run…\" wrote, or one "
                             "with TensorBoard's event files",
                             {.is_folder = true, .note = run_note}};
    ContinueDialog go_on;
    ExportDialog figures;
    CommandPalette palette;
  } dialogs_;
  std::filesystem::path last_run_;
  std::vector<SavedRun> abandoned_;  // that the dialog offers
  std::vector<SavedRun> saved_;
  ComparedRuns compared_;
  std::string recipe_name_;
  std::vector<std::string> recent_;
  std::optional<Recipe> to_save_;  // while its dialog is open
  std::string to_export_;          // panel whose figures are asked for, with the next frame
  KnobUndo undo_;
  OverfitCheck overfit_;
  KeyboardWalk walk_;
  std::vector<Action> actions_;
  double pace_ = 0;                 // steps/s that were asked for last; the engine starts without
  std::vector<Intent> for_panels_;  // what was asked for since they were drawn
  bool keeps_drawing_ = false;      // a panel asked for another frame
  bool shows_plane_ = false;        // the run's examples are points
  HostRequests requests_;
  std::optional<std::vector<std::string>> sent_probes_;
  double frame_ms_ = 0;
};

}  // namespace netdyno::app
