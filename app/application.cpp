// SPDX-License-Identifier: MIT
#include "app/application.h"

#include <fmt/core.h>
#include <imgui.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

#include "app/application/dropped_file.h"
#include "app/application/recipe_file.h"
#include "app/report/live_content.h"
#include "app/shell/main_menu.h"
#include "app/shell/toasts.h"
#include "app/shell/ui_context.h"
#include "app/view_models/data_choice.h"
#include "engine/core/error.h"

namespace netdyno::app {
namespace {

constexpr float kPresentedText = 1.35f, kPresentedLines = 1.6f;

std::string_view state_name(RunState state) {
  switch (state) {
    case RunState::Loading:
      return "loading";
    case RunState::Running:
      return "training";
    case RunState::Paused:
      return "paused";
    case RunState::Finished:
      return "finished";
    case RunState::Diverged:
      return "diverged";
    case RunState::Failed:
      break;
  }
  return "failed";
}

bool is_any_dialog_open() {
  return ImGui::IsPopupOpen(nullptr, ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel);
}

}  // namespace

Application::Application(EngineLink& engine, std::span<const PanelType> panels,
                         const ApplicationOptions& options)
    : feed_(engine), panels_(panels, options.solo_panel), recipe_name_(options.recipe_name) {
  looks_.is_dark = options.is_dark;
  looks_.content_scale = options.content_scale;
  looks_.text_scale = options.preferences.text_scale;
  looks_.run_color = options.preferences.run_color;
  recent_ = options.preferences.recent;
  if (options.solo_panel.empty() && options.preferences.layout)
    panels_.restore(*options.preferences.layout, options.preferences.hidden);
  last_run_ = options.last_run;
  saved_ = options.saved;
  offer(options.abandoned);
}

// Training waits behind the question.
void Application::offer(const std::vector<SavedRun>& runs) {
  if (runs.empty()) return;
  abandoned_ = runs;
  std::vector<std::string> texts;
  for (const SavedRun& run : runs) texts.push_back(saved_run_text(run));
  dialogs_.go_on.open(std::move(texts));
}

Preferences Application::preferences() const {
  return {.is_dark = looks_.is_dark,
          .text_scale = looks_.text_scale,
          .run_color = looks_.run_color,
          .layout = panels_.layout(),
          .hidden = panels_.hidden(),
          .recent = recent_};
}

bool Application::prepare_fonts() {
  if (applied_looks_ == looks_) return false;
  const float presented = looks_.is_presenting ? kPresentedText : 1;
  const float scale = looks_.content_scale * looks_.text_scale * presented;
  theme_ = looks_.is_dark ? Theme::dark(scale) : Theme::light(scale);
  if (looks_.run_color > 0) theme_.recolor_run(looks_.run_color);
  if (looks_.is_presenting) theme_.line_px = std::round(theme_.line_px * kPresentedLines);
  applied_looks_ = looks_;
  apply_theme_and_fonts(theme_);
  return true;
}

void Application::frame(TextureStore& textures) {
  const auto start = std::chrono::steady_clock::now();
  ImGui::NewFrame();
  walk_.begin_frame();
  feed_.update(notifications_, ImGui::GetTime());
  follow_runs();
  follow_data();
  judge_overfit();
  // Before drawing, so that a dialog opens in this frame and takes the next key.
  for (const Intent intent :
       pressed_intents(ImGui::GetIO(), is_any_dialog_open(), walk_.has_keys()))
    apply(intent);
  const bool escapes = walk_.escapes() && !walk_.has_keys();
  if (escapes && looks_.is_presenting)
    apply(Intent::TogglePresentation);
  else if (escapes && panels_.is_maximized())
    panels_.restore_all();
  panels_.set_walking(walk_.has_keys());
  draw(textures);
  walk_.update(ImGui::GetIO());
  if (walk_.began() && !panels_.has_focus()) panels_.focus_neighbour(1);
  ImGui::Render();
  apply_actions();
  send_probes();
  feed_.send_queued();
  frame_ms_ =
      std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

void Application::follow_runs() {
  const RunNews news = feed_.take_run_news();
  for (const RunKept& each : news.kept) {
    undo_.record_run(each.run.id, each.next);
    if (std::ranges::count(news.forgotten, each.run.id) > 0)
      notify(Severity::Warning, "The run before was too large to be kept",
             "Save a run that you want to come back to");
  }
  for (const RunId run : news.forgotten) {
    undo_.forget_run(run);
    overfit_.run_forgotten(run);
  }
  if (news.replaced) compared_.set_previous(curves_of(*news.replaced));
  if (!news.started) return;
  if (!news.started->name.empty()) recipe_name_ = news.started->name;
  overfit_.run_started(news.started->id);
}

void Application::follow_data() {
  const Snapshot* snapshot = feed_.snapshot();
  if (!snapshot || !snapshot->recipe) return;
  // Who comes to the plane from pictures, or begins there, wants to see it divided.
  const bool is_of_plane = is_planar(*snapshot->recipe);
  if (is_of_plane && !shows_plane_) panels_.show("boundary");
  shows_plane_ = is_of_plane;
}

void Application::draw(TextureStore& textures) {
  const MenuChoice choice = draw_main_menu(panels_.entries(), recent_,
                                           {.is_dark = looks_.is_dark,
                                            .is_presenting = looks_.is_presenting,
                                            .can_undo = undo_.can_undo(),
                                            .can_redo = undo_.can_redo(),
                                            .is_overfitting = overfit_.is_active()});
  if (choice.intent) apply(*choice.intent);
  if (choice.toggled_panel) panels_.toggle(*choice.toggled_panel);
  if (choice.recent) open_file(*choice.recent);
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  const float menu_px = ImGui::GetFrameHeight();
  const Rect area = {0, menu_px, screen.x, std::max(0.0f, screen.y - menu_px)};
  const FrameContext frame = {.snapshot = feed_.snapshot(),
                              .history = feed_.history(),
                              .selection = selection_,
                              .commands = *this,
                              .actions = *this,
                              .theme = theme_,
                              .textures = textures,
                              .pressed = for_panels_,
                              .frame_ms = frame_ms_,
                              .compared = compared_.list(),
                              .run_name = recipe_name_};
  panels_.draw(area, frame);
  for_panels_.clear();
  if (const std::string asked = panels_.take_export(); !asked.empty()) to_export_ = asked;
  if (!to_export_.empty()) export_panel(std::exchange(to_export_, {}), frame);
  draw_toasts(notifications_, ImGui::GetTime(), area, theme_);
  draw_dialogs();
}

void Application::draw_dialogs() {
  if (std::optional<NamedRecipe> opened = dialogs_.recipe.draw(theme_))
    open_recipe(std::move(*opened));
  if (const auto file = dialogs_.screenshot.draw(theme_)) requests_.screenshot = *file;
  if (const auto file = dialogs_.recipe_file.draw(theme_)) save_recipe(*file);
  dialogs_.shortcuts.draw(theme_);
  draw_run_dialogs();
  if (!dialogs_.palette.is_open()) return;
  const PaletteEntries entries =
      palette_entries(panels_.entries(), feed_.snapshot(), recent_, compared_.list(), saved_);
  if (const auto chosen = dialogs_.palette.draw(entries.items, theme_))
    apply(entries.actions[*chosen]);
}

void Application::draw_run_dialogs() {
  if (const auto folder = dialogs_.open_run.draw(theme_)) open_run(*folder);
  if (const auto folder = dialogs_.save_run.draw(theme_)) feed_.send(SaveCheckpoint{*folder});
  if (const auto folder = dialogs_.compare_run.draw(theme_)) compare_run(*folder);
  if (const auto choice = dialogs_.go_on.draw(theme_)) {
    if (choice->run)
      open_run(abandoned_.at(*choice->run).folder);
    else
      feed_.send(Play{});
  }
  if (feed_.snapshot()) dialogs_.figures.take(*feed_.snapshot());
  if (const auto outcome = dialogs_.figures.draw(theme_))
    notify(outcome->is_error ? Severity::Error : Severity::Information, outcome->what,
           outcome->hint);
  if (auto png = dialogs_.figures.take_picture()) requests_.clipboard_png = std::move(png);
}

void Application::open_run(const std::filesystem::path& folder) {
  selection_ = {};
  feed_.send(OpenCheckpoint{folder, true});
}

void Application::compare_run(const std::filesystem::path& folder) {
  try_to([&] {
    compared_.add(folder, read_run_curves(folder));
    panels_.show("curves");
  });
}

void Application::stop_comparing(const std::filesystem::path& folder) {
  if (folder.empty())
    compared_.clear();
  else
    compared_.remove(folder);
}

void Application::send(Command command) {
  if (const auto* pace = std::get_if<SetPace>(&command)) pace_ = pace->steps_per_second;
  const Snapshot* snapshot = feed_.snapshot();
  if (snapshot && snapshot->recipe) undo_.record(command, *snapshot->recipe, ImGui::GetTime());
  feed_.send(std::move(command));
}

void Application::take_back(const std::vector<Command>& commands, const char* nothing) {
  if (commands.empty())
    notify(Severity::Information, nothing,
           "Turns of knobs, weights drawn anew and runs that another one took the place of can be "
           "taken back");
  for (const Command& command : commands) feed_.send(command);
}

void Application::try_to(const std::function<void()>& read) {
  try {
    read();
  } catch (const Error& error) {
    notify(Severity::Error, error.message(), error.hint());
  }
}

void Application::open_file(const std::filesystem::path& file) {
  try_to([&] { open_recipe(recipe_file(file.string())); });
}

void Application::take_dropped(const std::vector<std::filesystem::path>& paths) {
  const Snapshot* snapshot = feed_.snapshot();
  const Shape input = snapshot && snapshot->network ? snapshot->network->input : Shape();
  for (const std::filesystem::path& path : paths)
    try_to([&] {
      Dropped dropped = read_dropped(path, input);
      if (auto* recipe = std::get_if<NamedRecipe>(&dropped)) return open_recipe(std::move(*recipe));
      if (auto* run = std::get_if<DroppedRun>(&dropped)) return compare_run(run->folder);
      examine(std::get<ExaminedImage>(std::move(dropped)));
    });
}

void Application::examine(ExaminedImage image) {
  feed_.send(ExamineImage{std::move(image)});
  panels_.show("saliency");
}

void Application::open_edited(const OpenEditedRecipe& edited) {
  const Snapshot* snapshot = feed_.snapshot();
  const bool is_paused = snapshot && snapshot->state == RunState::Paused;
  open_recipe(
      {edited.name.empty() ? name_with(recipe_name_, ", edited") : edited.name, edited.recipe, {}},
      !(edited.stays_paused && is_paused));
}

void Application::open_shipped(const std::string& name) {
  try_to([&] { open_recipe(shipped_recipe(name)); });
}

void Application::open_recipe(NamedRecipe opened, bool plays) {
  overfit_.cancel();
  recipe_name_ = std::move(opened.name);
  if (!opened.file.empty()) remember_recent(opened.file);
  selection_ = {};
  feed_.send(OpenRecipe{std::move(opened.recipe), plays, recipe_name_});
}

void Application::apply_actions() {
  keeps_drawing_ = false;
  for (const Action& action : std::exchange(actions_, {})) {
    if (const auto* link = std::get_if<LinkSteps>(&action)) selection_.steps = link->steps;
    if (const auto* zoom = std::get_if<ZoomImages>(&action)) selection_.zoom = zoom->zoom;
    if (const auto* show = std::get_if<ShowImageStep>(&action)) selection_.image_step = show->step;
    if (std::holds_alternative<KeepDrawing>(action)) keeps_drawing_ = true;
    if (const auto* select = std::get_if<SelectLayer>(&action)) selection_.layer = select->layer;
    if (const auto* show = std::get_if<ShowPanel>(&action)) panels_.show(show->id);
    if (const auto* color = std::get_if<RecolorRun>(&action)) looks_.run_color = color->series;
    if (std::holds_alternative<SaveRecipe>(action)) ask_where_to_save();
    if (std::holds_alternative<CompareRun>(action)) open_dialog(Intent::CompareRun);
    if (const auto* stop = std::get_if<StopComparing>(&action)) stop_comparing(stop->folder);
    if (const auto* panel = std::get_if<ExportPanel>(&action)) ask_for_figures(panel->id);
    if (const auto* edited = std::get_if<OpenEditedRecipe>(&action)) open_edited(*edited);
    if (const auto* shipped = std::get_if<OpenShippedRecipe>(&action)) open_shipped(shipped->name);
  }
}

void Application::ask_for_figures(const std::string& id) {
  panels_.show(id);
  to_export_ = id;
}

void Application::export_panel(const std::string& id, const FrameContext& frame) {
  std::vector<RunFigure> figures = panels_.figures(id, frame);
  if (figures.empty() || !frame.snapshot)
    return notify(Severity::Warning, panels_.title(id) + " shows no figure now",
                  "Train a step, or look at a panel with a chart or pictures");
  dialogs_.figures.open(
      live_content(recipe_name_, *frame.snapshot, frame.history, compared_.list()),
      fmt::format("{}-figures", recipe_name_), std::move(figures));
}

void Application::ask_where_to_save() {
  const Snapshot* snapshot = feed_.snapshot();
  to_save_ = panels_.recipe_to_save();
  const bool is_draft = to_save_.has_value();
  if (!to_save_ && snapshot && snapshot->recipe) to_save_ = *snapshot->recipe;
  if (!to_save_)
    return notify(Severity::Warning, "There is no recipe to save yet", "Open a recipe first");
  dialogs_.recipe_file.open(
      file_name_of(is_draft ? name_with(recipe_name_, ", edited") : recipe_name_) + ".json");
}

void Application::save_recipe(const std::filesystem::path& file) {
  if (!to_save_) return;
  try_to([&] {
    write_recipe(file, *to_save_);
    remember_recent(file);
    notify(Severity::Information, "Saved " + file.string());
  });
  to_save_.reset();
}

void Application::send_probes() {
  std::vector<std::string> probes = panels_.probes();
  const std::vector<std::string>& missing = dialogs_.figures.missing_probes();
  probes.insert(probes.end(), missing.begin(), missing.end());
  std::ranges::sort(probes);
  probes.erase(std::unique(probes.begin(), probes.end()), probes.end());
  if (sent_probes_ == probes) return;
  sent_probes_ = probes;
  feed_.send(SetProbes{std::move(probes)});
}

HostRequests Application::take_requests() {
  return std::exchange(requests_, {});
}

void Application::notify(Severity severity, const std::string& what, const std::string& hint) {
  notifications_.add(severity, what, hint, ImGui::GetTime());
}

const std::vector<Notification>& Application::notifications() {
  return notifications_.current(ImGui::GetTime());
}

void Application::set_content_scale(float scale) {
  looks_.content_scale = scale;
}

std::string Application::title() const {
  const Snapshot* snapshot = feed_.snapshot();
  if (!snapshot) return fmt::format("Netdyno - {}", recipe_name_);
  return fmt::format("Netdyno - {} - step {}, {}", recipe_name_, snapshot->step,
                     state_name(snapshot->state));
}

bool Application::is_animated() {
  return keeps_drawing_ || !for_panels_.empty() || ImGui::GetIO().WantTextInput ||
         !notifications_.current(ImGui::GetTime()).empty();
}

}  // namespace netdyno::app
