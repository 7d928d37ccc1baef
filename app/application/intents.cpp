// SPDX-License-Identifier: MIT
//
// What the application does when a key, a menu or the palette asks for it.
#include <fmt/core.h>

#include <algorithm>

#include "app/application.h"
#include "app/application/recipe_file.h"
#include "app/report/live_content.h"
#include "app/view_models/number_text.h"
#include "app/view_models/transport_model.h"

namespace netdyno::app {

namespace {

constexpr Index kFewExamples = 32;
constexpr float kSmallestText = 0.7f, kLargestText = 2.0f, kTextStep = 1.1f;

}  // namespace

void Application::apply(const PaletteAction& action) {
  if (const auto* intent = std::get_if<Intent>(&action)) apply(*intent);
  if (const auto* show = std::get_if<ShowPanel>(&action)) panels_.show(show->id);
  if (const auto* command = std::get_if<Command>(&action)) send(*command);
  if (const auto* shipped = std::get_if<OpenShipped>(&action)) open_shipped(shipped->name);
  if (const auto* recent = std::get_if<OpenFile>(&action)) open_file(recent->file);
  if (const auto* run = std::get_if<OpenSavedRun>(&action)) open_run(run->folder);
  if (const auto* stop = std::get_if<StopComparing>(&action)) stop_comparing(stop->folder);
  if (const auto* panel = std::get_if<ExportPanel>(&action)) ask_for_figures(panel->id);
  if (const auto* select = std::get_if<SelectLayer>(&action)) {
    selection_.layer = select->layer;
    panels_.show("distributions");
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
    case Intent::Slower:
    case Intent::Faster:
      return change_pace(intent);
    case Intent::OpenRecipe:
    case Intent::OpenRun:
    case Intent::SaveRun:
    case Intent::CompareRun:
    case Intent::ExportFigures:
    case Intent::SaveScreenshot:
    case Intent::ShowShortcuts:
    case Intent::ShowPalette:
      return open_dialog(intent);
    case Intent::SaveRecipe:
      return ask_where_to_save();
    case Intent::Undo:
      return take_back(undo_.undo(), "There is nothing to undo");
    case Intent::Redo:
      return take_back(undo_.redo(), "There is nothing to redo");
    case Intent::TogglePresentation:
      looks_.is_presenting = !looks_.is_presenting;
      requests_.fullscreen = looks_.is_presenting;
      return panels_.set_presenting(looks_.is_presenting);
    case Intent::NextPanel:
    case Intent::PreviousPanel:
      walk_.begin();
      return panels_.focus_neighbour(intent == Intent::NextPanel ? 1 : -1);
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
    case Intent::FitCurves:
    case Intent::ToggleLogLoss:
    case Intent::EarlierImages:
    case Intent::LaterImages:
      return for_panels_.push_back(intent);
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
  if (intent == Intent::CompareRun) dialogs_.compare_run.open({});
  if (intent == Intent::SaveRun)
    dialogs_.save_run.open(fmt::format("{}-step-{}", recipe_name_, step));
  if (intent == Intent::ExportFigures && feed_.snapshot())
    dialogs_.figures.open(
        live_content(recipe_name_, *feed_.snapshot(), feed_.history(), compared_.list()),
        fmt::format("{}-figures", recipe_name_));
  if (intent == Intent::ShowPalette) dialogs_.palette.open();
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

void Application::change_pace(Intent intent) {
  send(SetPace{intent == Intent::Slower ? slower_pace(pace_) : faster_pace(pace_)});
}

void Application::overfit_few() {
  if (overfit_.is_active()) {
    OverfitCheck::Before before = overfit_.end();
    if (before.run != 0)
      feed_.send(ReopenRun{before.run});
    else
      open_recipe({std::move(before.name), std::move(before.recipe), {}});
    return notify(Severity::Information, "Back to the whole data");
  }
  const Snapshot* snapshot = feed_.snapshot();
  if (!snapshot || !snapshot->recipe) return;
  OverfitCheck check;
  Recipe few = check.begin(recipe_name_, *snapshot->recipe, kFewExamples, snapshot->run.id);
  open_recipe({name_with(recipe_name_, ", overfitted"), std::move(few), {}});
  overfit_ = std::move(check);
  notify(Severity::Information, "Training on 32 examples without dropout, penalty and augmentation",
         "It goes on until they are learnt by heart. Shift + O goes back to the whole data");
}

void Application::judge_overfit() {
  const auto verdict = overfit_.judge(feed_.snapshot(), feed_.history());
  if (!verdict) return;
  const std::string measured = fmt::format("loss {}, after {} steps on 32 examples",
                                           number_text(verdict->loss), count_text(verdict->steps));
  if (feed_.snapshot()->state == RunState::Running) feed_.send(Pause{});
  if (verdict->is_learnt)
    notify(Severity::Information, "Learnt by heart: " + measured,
           "Network and training work. Shift + O goes back to the whole data");
  else
    notify(Severity::Warning, "Not learnt by heart: " + measured,
           "Look at the learning rate (try a higher and a lower one), the initialization, the "
           "labels and the last layer. Shift + O goes back to the whole data");
}

void Application::change_text_scale(float factor) {
  looks_.text_scale = std::clamp(looks_.text_scale * factor, kSmallestText, kLargestText);
}

}  // namespace netdyno::app
