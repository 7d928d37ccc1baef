// SPDX-License-Identifier: MIT
#include "app/application.h"

#include <fmt/core.h>
#include <imgui.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

#include "app/report/live_content.h"
#include "app/shell/main_menu.h"
#include "app/shell/toasts.h"
#include "app/shell/ui_context.h"
#include "app/view_models/transport_model.h"
#include "engine/train/overfit.h"

namespace netdyno::app {
namespace {

constexpr Index kFewExamples = 32;
constexpr float kSmallestText = 0.7f, kLargestText = 2.0f, kTextStep = 1.1f;

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

// "lenet-fashion, edited", however often it is.
std::string name_with(const std::string& name, const std::string& suffix) {
  return name.ends_with(suffix) ? name : name + suffix;
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
  last_run_ = options.last_run;
  if (options.offers_last_run) dialogs_.go_on.open();
}

bool Application::prepare_fonts() {
  if (applied_looks_ == looks_) return false;
  const float scale = looks_.content_scale * looks_.text_scale;
  theme_ = looks_.is_dark ? Theme::dark(scale) : Theme::light(scale);
  applied_looks_ = looks_;
  apply_theme_and_fonts(theme_);
  return true;
}

void Application::frame(TextureStore& textures) {
  const auto start = std::chrono::steady_clock::now();
  ImGui::NewFrame();
  feed_.update(notifications_, ImGui::GetTime());
  // Before drawing, so that a dialog opens in this frame and takes the next key.
  for (const Intent intent : pressed_intents(ImGui::GetIO(), is_any_dialog_open())) apply(intent);
  draw(textures);
  ImGui::Render();
  apply_actions();
  send_probes();
  feed_.send_queued();
  frame_ms_ =
      std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

void Application::draw(TextureStore& textures) {
  const MenuChoice choice = draw_main_menu(panels_.entries(), looks_.is_dark);
  if (choice.intent) apply(*choice.intent);
  if (choice.toggled_panel) panels_.toggle(*choice.toggled_panel);
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  const float menu_px = ImGui::GetFrameHeight();
  const Rect area = {0, menu_px, screen.x, std::max(0.0f, screen.y - menu_px)};
  panels_.draw(area, {.snapshot = feed_.snapshot(),
                      .history = feed_.history(),
                      .selection = selection_,
                      .commands = feed_,
                      .actions = *this,
                      .theme = theme_,
                      .textures = textures,
                      .frame_ms = frame_ms_});
  draw_toasts(notifications_, ImGui::GetTime(), area, theme_);
  draw_dialogs();
}

void Application::draw_dialogs() {
  if (std::optional<NamedRecipe> opened = dialogs_.recipe.draw(theme_))
    open_recipe(std::move(*opened));
  if (const auto file = dialogs_.screenshot.draw(theme_)) requests_.screenshot = *file;
  dialogs_.shortcuts.draw(theme_);
  draw_run_dialogs();
}

void Application::draw_run_dialogs() {
  if (const auto folder = dialogs_.open_run.draw(theme_)) open_run(*folder);
  if (const auto folder = dialogs_.save_run.draw(theme_)) feed_.send(SaveCheckpoint{*folder});
  if (dialogs_.go_on.draw(theme_) == ContinueChoice::Continue) open_run(last_run_);
  if (const auto outcome = dialogs_.figures.draw(theme_))
    notify(outcome->is_error ? Severity::Error : Severity::Information, outcome->what,
           outcome->hint);
}

void Application::open_run(const std::filesystem::path& folder) {
  recipe_name_ = folder.filename().string();
  selection_ = {};
  feed_.send(OpenCheckpoint{folder, true});
}

void Application::open_recipe(NamedRecipe opened) {
  recipe_name_ = std::move(opened.name);
  selection_ = {};
  feed_.send(OpenRecipe{std::move(opened.recipe), true});
}

void Application::apply_actions() {
  for (const Action& action : std::exchange(actions_, {})) {
    if (const auto* select = std::get_if<SelectLayer>(&action)) selection_.layer = select->layer;
    if (const auto* show = std::get_if<ShowPanel>(&action)) panels_.show(show->id);
    if (const auto* edited = std::get_if<OpenEditedRecipe>(&action))
      open_recipe({name_with(recipe_name_, ", edited"), edited->recipe});
  }
}

void Application::apply(Intent intent) {
  switch (intent) {
    case Intent::TogglePlay:
      return toggle_play();
    case Intent::StepOnce:
      return feed_.send(StepOnce{});
    case Intent::StepEpoch:
      return feed_.send(StepEpoch{});
    case Intent::RestartSameWeights:
      return feed_.send(Restart{});
    case Intent::RestartNewSeed:
      return restart_with_new_seed();
    case Intent::OverfitFew:
      return overfit_few();
    case Intent::OpenRecipe:
    case Intent::OpenRun:
    case Intent::SaveRun:
    case Intent::ExportFigures:
    case Intent::SaveScreenshot:
    case Intent::ShowShortcuts:
      return open_dialog(intent);
    case Intent::ToggleTheme:
      looks_.is_dark = !looks_.is_dark;
      return;
    case Intent::LargerText:
      return change_text_scale(kTextStep);
    case Intent::SmallerText:
      return change_text_scale(1 / kTextStep);
    case Intent::DefaultText:
      looks_.text_scale = 1;
      return;
    case Intent::ResetLayout:
      return panels_.reset_layout();
    case Intent::Quit:
      requests_.quit = true;
      return;
  }
}

void Application::open_dialog(Intent intent) {
  const std::int64_t step = feed_.snapshot() ? feed_.snapshot()->step : 0;
  if (intent == Intent::OpenRecipe) dialogs_.recipe.open();
  if (intent == Intent::SaveScreenshot)
    dialogs_.screenshot.open(fmt::format("netdyno-step-{}.png", step));
  if (intent == Intent::ShowShortcuts) dialogs_.shortcuts.open();
  if (intent == Intent::OpenRun) dialogs_.open_run.open(last_run_.string());
  if (intent == Intent::SaveRun)
    dialogs_.save_run.open(fmt::format("{}-step-{}", recipe_name_, step));
  if (intent == Intent::ExportFigures && feed_.snapshot())
    dialogs_.figures.open(live_content(recipe_name_, *feed_.snapshot(), feed_.history()),
                          fmt::format("{}-figures", recipe_name_));
}

void Application::toggle_play() {
  const Snapshot* snapshot = feed_.snapshot();
  if (!snapshot || snapshot->state == RunState::Loading) return;  // a pause would end the loading
  if (snapshot->state == RunState::Running)
    feed_.send(Pause{});
  else
    feed_.send(Play{});
}

void Application::restart_with_new_seed() {
  const TransportModel transport = build_transport(feed_.snapshot());
  if (transport.has_run) feed_.send(Restart{transport.new_seed});
}

void Application::overfit_few() {
  const Snapshot* snapshot = feed_.snapshot();
  if (!snapshot || !snapshot->recipe) return;
  open_recipe(
      {name_with(recipe_name_, ", overfitted"), overfit_recipe(*snapshot->recipe, kFewExamples)});
  notify(Severity::Information, "Training on 32 examples without dropout, penalty and augmentation",
         "The loss should fall to nearly 0; if it does not, look for a fault in the network");
}

void Application::change_text_scale(float factor) {
  looks_.text_scale = std::clamp(looks_.text_scale * factor, kSmallestText, kLargestText);
}

void Application::send_probes() {
  if (sent_probes_ == panels_.probes()) return;
  sent_probes_ = panels_.probes();
  feed_.send(SetProbes{panels_.probes()});
}

HostRequests Application::take_requests() {
  return std::exchange(requests_, {});
}

void Application::notify(Severity severity, const std::string& what, const std::string& hint) {
  notifications_.add(severity, what, hint, ImGui::GetTime());
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
  return ImGui::GetIO().WantTextInput || !notifications_.current(ImGui::GetTime()).empty();
}

}  // namespace netdyno::app
