// SPDX-License-Identifier: MIT
#include "app/application/window_app.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <optional>
#include <utility>

#include "app/application.h"
#include "app/application/autosave_folder.h"
#include "app/cli/exit_status.h"
#include "app/cli/interruption.h"
#include "app/shell/frame_memory.h"
#include "app/shell/frame_pacer.h"
#include "app/shell/gl_texture_store.h"
#include "app/shell/png_file.h"
#include "app/shell/ui_context.h"
#include "app/shell/window.h"
#include "app/shell/window_clipboard.h"

namespace netdyno::app {
namespace {

constexpr double kTitleSecs = 0.25;      // between two changes of the title while training
constexpr double kServeSecs = 0.05;      // between two looks at who wants the copied picture
constexpr double kAnimationSecs = 0.25;  // how long one frame's animation keeps frames coming

double now_secs() {
  const auto since_start = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration<double>(since_start).count();
}

FrameRates frame_rates(const Window& window) {
  if (!window.draws_in_software()) return {};
  // The processor draws, and frames cost what training could use: 30 a second while somebody acts,
  // ten where something flows, and otherwise what keeps all that is shown younger than 0.2 s; some
  // more each, because a busy machine leaves some of them out.
  return {.input_fps = 34, .engine_fps = 34, .onlooker_fps = 6.5, .motion_fps = 12};
}

class WindowApp {
 public:
  WindowApp(const NamedRecipe& recipe, const WindowAppOptions& options)
      : fixed_scale_(options.scale),
        preferences_file_(options.panel.empty() ? preferences_file() : std::nullopt),
        preferences_(preferences_file_ ? read_preferences(*preferences_file_) : Preferences()),
        window_("Netdyno"),
        autosave_(autosave_root()),
        abandoned_(autosave_.take_abandoned()),
        engine_({.wake = &Window::wake}),
        application_(engine_, panel_types(),
                     {.content_scale = scale(),
                      .is_dark = options.is_dark.value_or(preferences_.is_dark.value_or(true)),
                      .recipe_name = recipe.name,
                      .solo_panel = options.panel,
                      .last_run = autosave_.last(),
                      .abandoned = abandoned_,
                      .saved = autosave_.saved(),
                      .preferences = preferences_}),
        pacer_(frame_rates(window_)),
        first_recipe_(recipe) {
    for (const std::filesystem::path& folder : options.compared) application_.compare_run(folder);
    if (!recipe.file.empty()) application_.remember_recent(recipe.file);
  }

  int run() {
    // Before the engine reads the data, which keeps the processors busy: nobody looks at an empty
    // window.
    draw_frame();
    engine_.send(SetAutosave{autosave_.own()});
    // Nothing trains behind the question whether to go on with another run.
    engine_.send(OpenRecipe{first_recipe_.recipe, abandoned_.empty(), first_recipe_.name});
    const int status = run_frames();
    keep_preferences();
    return status;
  }

 private:
  int run_frames() {
    while (!is_done_ && !window_.is_close_requested()) {
      clipboard_.serve();
      const double wait_secs = pacer_.wait_secs(now_secs());
      // Who pastes a picture wakes no window of ours.
      const Window::Happened happened =
          window_.wait(clipboard_.is_offering() ? std::min(wait_secs, kServeSecs) : wait_secs);
      if (happened.input) pacer_.on_input(now_secs());
      if (happened.woken) pacer_.on_engine();
      if (const int signal = interruption_.stopped_by()) return kSignalBase + signal;
      if (pacer_.is_due(now_secs())) draw_frame();
    }
    return kDone;
  }

  void keep_preferences() const {
    if (!preferences_file_) return;
    try {
      write_preferences(*preferences_file_, application_.preferences());
    } catch (const Error&) {
      // The window is gone; a layout is not worth holding up its end.
    }
  }

  float scale() const { return fixed_scale_ > 0 ? fixed_scale_ : window_.content_scale(); }

  void draw_frame() {
    const double start_secs = now_secs();
    pacer_.on_frame(start_secs);
    pacer_.set_training_waits(is_held_to_a_pace());
    pacer_.set_motion(shows_motion());
    application_.set_content_scale(scale());
    if (application_.prepare_fonts()) window_.upload_fonts();
    if (const auto dropped = window_.take_dropped(); !dropped.empty())
      application_.take_dropped(dropped);
    window_.begin_frame();
    application_.frame(textures_);
    if (!window_.is_minimized()) window_.draw(application_.theme().window);
    obey(application_.take_requests());
    if (!window_.is_minimized()) window_.present();
    textures_.end_frame();
    if (window_.has_pending_input()) pacer_.on_input(start_secs);
    if (application_.is_animated()) pacer_.animate_until(start_secs + kAnimationSecs);
    update_title(start_secs);
  }

  bool is_held_to_a_pace() const {
    const Snapshot* snapshot = application_.feed().snapshot();
    return snapshot && snapshot->pace > 0;
  }

  bool shows_motion() const {
    const Snapshot* snapshot = application_.feed().snapshot();
    return snapshot && std::ranges::any_of(snapshot->probes, [](const auto& measured) {
             const Probe* probe = find_probe(measured.first);
             return probe && probe->flows;
           });
  }

  void obey(HostRequests requests) {
    is_done_ = is_done_ || requests.quit;
    if (requests.fullscreen) window_.set_fullscreen(*requests.fullscreen);
    if (requests.clipboard_png) copy(std::move(*requests.clipboard_png));
    if (const auto file = std::exchange(pending_screenshot_, requests.screenshot)) save(*file);
    if (pending_screenshot_) pacer_.on_input(now_secs());
  }

  void copy(std::string png) {
    try {
      clipboard_.offer(std::move(png));
      application_.notify(Severity::Information, "Copied the figure as PNG");
    } catch (const Error& error) {
      application_.notify(Severity::Error, error.what(), error.hint());
    }
    pacer_.on_input(now_secs());
  }

  void save(const std::filesystem::path& file) {
    try {
      write_png(file, window_.read_pixels());
      application_.notify(Severity::Information, "Saved " + file.string());
    } catch (const Error& error) {
      application_.notify(Severity::Error, error.what(), error.hint());
    }
    pacer_.on_input(now_secs());
  }

  void update_title(double time_secs) {
    const Snapshot* snapshot = application_.feed().snapshot();
    const RunState state = snapshot ? snapshot->state : RunState::Loading;
    // While nothing moves there may be no later frame to say it.
    const bool is_training = state == RunState::Running && titled_state_ == RunState::Running;
    if (is_training && time_secs < title_secs_ + kTitleSecs) return;
    titled_state_ = state;
    title_secs_ = time_secs;
    window_.set_title(application_.title());
  }

  float fixed_scale_;
  std::optional<std::filesystem::path> preferences_file_;  // none: nothing is remembered
  Preferences preferences_;                                // of the last time
  Interruption interruption_;                              // before any thread is made
  UiContext ui_;
  Window window_;
  WindowClipboard clipboard_;
  GlTextureStore textures_;
  AutosaveFolder autosave_;  // closed after the engine, which writes there
  std::vector<SavedRun> abandoned_;
  SessionLink engine_;
  Application application_;
  FramePacer pacer_;
  NamedRecipe first_recipe_;
  RunState titled_state_ = RunState::Loading;
  double title_secs_ = 0;
  std::optional<std::filesystem::path> pending_screenshot_;  // waits for a frame without its dialog
  bool is_done_ = false;
};

}  // namespace

int run_in_window(const NamedRecipe& recipe, const WindowAppOptions& options) {
  keep_freed_memory();
  return WindowApp(recipe, options).run();
}

}  // namespace netdyno::app
