// SPDX-License-Identifier: MIT
#include "app/shell/shortcuts.h"

#include <algorithm>

#include "engine/core/error.h"

namespace netdyno::app {
namespace {

// GLFW's codes.
constexpr int kF6 = 295, kF11 = 300, kKeypadSubtract = 333, kKeypadAdd = 334;

constexpr Chord key(int code) {
  return {.key = code};
}
constexpr Chord shift(int code) {
  return {.key = code, .needs_shift = true};
}
constexpr Chord ctrl(int code) {
  return {.key = code, .needs_ctrl = true};
}
// '+' is on a shifted key of some keyboards.
constexpr Chord ctrl_shift(int code) {
  return {.key = code, .needs_ctrl = true, .needs_shift = true};
}
constexpr Chord named(ImGuiKey code) {
  return {.named = code};
}
constexpr Chord shift_named(ImGuiKey code) {
  return {.named = code, .needs_shift = true};
}
constexpr Chord ctrl_named(ImGuiKey code) {
  return {.named = code, .needs_ctrl = true};
}
constexpr Chord typed(ImWchar character) {
  return {.character = character};
}

constexpr Chord kPlay[] = {named(ImGuiKey_Space), key('T')};
constexpr Chord kStep[] = {typed('.'), named(ImGuiKey_RightArrow), key('K')};
constexpr Chord kEpoch[] = {shift_named(ImGuiKey_RightArrow)};
constexpr Chord kRewind[] = {key('R')};
constexpr Chord kNewSeed[] = {shift('R')};
constexpr Chord kOverfit[] = {shift('O')};
constexpr Chord kSlower[] = {typed('-')};
constexpr Chord kFaster[] = {typed('+')};
constexpr Chord kOpen[] = {ctrl('O')};
constexpr Chord kOpenRun[] = {ctrl_shift('O')};
constexpr Chord kSaveRun[] = {ctrl_shift('S')};
constexpr Chord kExport[] = {ctrl('E')};
constexpr Chord kSave[] = {ctrl('S')};
constexpr Chord kScreenshot[] = {ctrl('P')};
constexpr Chord kLarger[] = {ctrl('='), ctrl('+'), ctrl_shift('='), ctrl_shift('+'),
                             ctrl(kKeypadAdd)};
constexpr Chord kSmaller[] = {ctrl('-'), ctrl(kKeypadSubtract)};
constexpr Chord kDefaultText[] = {ctrl('0')};
constexpr Chord kSheet[] = {key('H'), typed('?')};
constexpr Chord kPalette[] = {ctrl('K')};
constexpr Chord kUndo[] = {ctrl('Z')};
constexpr Chord kRedo[] = {ctrl('Y'), ctrl_shift('Z')};
constexpr Chord kPresentation[] = {key(kF11)};
constexpr Chord kNextPanel[] = {key(kF6)};
constexpr Chord kPreviousPanel[] = {shift(kF6)};
constexpr Chord kFit[] = {key('A')};
constexpr Chord kLogLoss[] = {key('L')};
constexpr Chord kEarlier[] = {ctrl_named(ImGuiKey_LeftArrow)};
constexpr Chord kLater[] = {ctrl_named(ImGuiKey_RightArrow)};
constexpr Chord kQuit[] = {ctrl('Q')};

const Shortcut kShortcuts[] = {
    {Intent::TogglePlay, "Training", "Space or T", "Play or pause", kPlay, false, false, true},
    {Intent::StepOnce, "Training", ". or → or K", "One step, then pause", kStep, true, false, true},
    {Intent::StepEpoch, "Training", "Shift + →", "To the end of the epoch, then pause", kEpoch,
     false, false, true},
    {Intent::RestartSameWeights, "Training", "R", "Restart with the same initial weights", kRewind},
    {Intent::RestartNewSeed, "Training", "Shift + R", "Restart with a new seed", kNewSeed},
    {Intent::OverfitFew, "Training", "Shift + O", "Overfit 32 examples as a check, or go back",
     kOverfit},
    {Intent::Slower, "Training", "-", "Slower, for an audience to follow", kSlower, true},
    {Intent::Faster, "Training", "+", "Faster", kFaster, true},
    {Intent::Undo, "Edit", "Ctrl + Z",
     "Take back the last turn of a knob, drawing of weights, or run that was replaced", kUndo, true,
     true},
    {Intent::Redo, "Edit", "Ctrl + Y", "Turn the knob again", kRedo, true, true},
    {Intent::ShowPalette, "Edit", "Ctrl + K", "Find a command…", kPalette},
    {Intent::OpenRecipe, "File", "Ctrl + O", "Open recipe…", kOpen},
    {Intent::OpenRun, "File", "Ctrl + Shift + O", "Open run…", kOpenRun},
    {Intent::SaveRun, "File", "Ctrl + Shift + S", "Save run…", kSaveRun},
    {Intent::CompareRun, "File", "", "Compare with a run…", {}},
    {Intent::ExportFigures, "File", "Ctrl + E", "Export figures…", kExport},
    {Intent::SaveRecipe, "File", "Ctrl + S", "Save recipe…", kSave},
    {Intent::SaveScreenshot, "File", "Ctrl + P", "Save screenshot…", kScreenshot},
    {Intent::Quit, "File", "Ctrl + Q", "Quit", kQuit},
    {Intent::LargerText, "View", "Ctrl + +", "Larger text", kLarger, true},
    {Intent::SmallerText, "View", "Ctrl + −", "Smaller text", kSmaller, true},
    {Intent::DefaultText, "View", "Ctrl + 0", "Text at its usual size", kDefaultText},
    {Intent::TogglePresentation, "View", "F11", "Presentation: large type, no controls",
     kPresentation},
    {Intent::FitCurves, "View", "A", "Follow the run: show all of it in the curves", kFit},
    {Intent::ToggleLogLoss, "View", "L", "Logarithmic loss axis", kLogLoss},
    {Intent::EarlierImages, "View", "Ctrl + ←", "Images as they were earlier", kEarlier, true,
     true},
    {Intent::LaterImages, "View", "Ctrl + →", "Images as they were later", kLater, true, true},
    {Intent::NextPanel, "View", "F6", "To the next panel by keyboard", kNextPanel},
    {Intent::PreviousPanel, "View", "Shift + F6", "To the panel before", kPreviousPanel},
    {Intent::ToggleTheme, "View", "", "Light theme", {}},
    {Intent::ResetLayout, "View", "", "Reset layout", {}},
    {Intent::ShowShortcuts, "Help", "H or ?", "Keyboard and mouse", kSheet},
};

bool was_typed(const ImGuiIO& io, ImWchar character) {
  return std::find(io.InputQueueCharacters.begin(), io.InputQueueCharacters.end(), character) !=
         io.InputQueueCharacters.end();
}

bool is_pressed(const Chord& chord, bool repeats, const ImGuiIO& io) {
  if (chord.needs_ctrl != io.KeyCtrl || io.KeyAlt || io.KeySuper) return false;
  if (chord.character) return was_typed(io, chord.character);
  if (chord.needs_shift != io.KeyShift) return false;
  const int index = chord.named >= 0 ? io.KeyMap[chord.named] : chord.key;
  return index >= 0 && ImGui::IsKeyPressed(index, repeats);
}

}  // namespace

std::span<const Shortcut> shortcuts() {
  return kShortcuts;
}

const Shortcut& shortcut(Intent intent) {
  const auto found = std::find_if(std::begin(kShortcuts), std::end(kShortcuts),
                                  [&](const Shortcut& each) { return each.intent == intent; });
  DYNO_CHECK(found != std::end(kShortcuts), "every intent has a row");
  return *found;
}

std::vector<Intent> pressed_intents(const ImGuiIO& io, bool is_blocked, bool is_walking) {
  const bool only_ctrl = is_blocked || io.WantTextInput;
  std::vector<Intent> pressed;
  const auto is_spared = [&](const Shortcut& each) {
    return each.spares_texts && io.WantTextInput;
  };
  // Letters and '.' stay shortcuts while walking: no control takes them.
  const auto is_walked = [&](const Shortcut& each, const Chord& chord) {
    return is_walking && each.spares_walking && chord.named >= 0;
  };
  for (const Shortcut& each : kShortcuts)
    for (const Chord& chord : each.chords)
      if ((chord.needs_ctrl || !only_ctrl) && !is_spared(each) && !is_walked(each, chord) &&
          is_pressed(chord, each.repeats, io)) {
        pressed.push_back(each.intent);
        break;
      }
  return pressed;
}

}  // namespace netdyno::app
