// SPDX-License-Identifier: MIT
#include "app/shell/keyboard_walk.h"

#include <imgui_internal.h>

#include <algorithm>

namespace netdyno::app {

namespace {

constexpr int kPanelDepth = 2;     // child windows of the workspace: a tile, and the panel in it
constexpr int kMostSkipped = 200;  // a window may hold nothing but disabled controls

bool is_key_pressed(ImGuiKey key) {
  return ImGui::IsKeyPressed(ImGui::GetKeyIndex(key), false);
}

// ImGui leaves a child window by Escape.
bool is_inside_child(const ImGuiWindow* window) {
  int depth = 0;
  for (; window && (window->Flags & ImGuiWindowFlags_ChildWindow); window = window->ParentWindow)
    ++depth;
  return depth > kPanelDepth;
}

bool is_tabbing(const ImGuiContext& context) {
  return context.NavMoveSubmitted && (context.NavMoveFlags & ImGuiNavMoveFlags_Tabbing) != 0;
}

// Where ImGui's request comes to rest, chosen as NavMoveRequestApplyResult() does.
const ImGuiNavItemData& tab_stop(const ImGuiContext& context) {
  const bool wraps = context.NavTabbingCounter == 1 || context.NavTabbingDir == 0;
  return wraps && context.NavTabbingResultFirst.ID != 0 ? context.NavTabbingResultFirst
                                                        : context.NavMoveResultLocal;
}

void request_tab(ImGuiContext& context, int direction) {
  constexpr ImGuiNavMoveFlags kTabFlags = ImGuiNavMoveFlags_Tabbing | ImGuiNavMoveFlags_FocusApi;
  constexpr ImGuiScrollFlags kScroll =
      ImGuiScrollFlags_KeepVisibleEdgeX | ImGuiScrollFlags_KeepVisibleEdgeY;
  ImGui::NavMoveRequestSubmit(ImGuiDir_None, direction < 0 ? ImGuiDir_Up : ImGuiDir_Down, kTabFlags,
                              kScroll);
  context.NavTabbingDir = direction;
  context.NavTabbingResultFirst.Clear();
  context.NavTabbingCounter = -1;
}

}  // namespace

void KeyboardWalk::begin_frame() {
  escapes_ = is_key_pressed(ImGuiKey_Escape) && !was_busy_;
  ImGuiContext& context = *ImGui::GetCurrentContext();
  if (skips_ != 0 && context.NavWindow) request_tab(context, skips_);
  if (!is_tabbing(context)) return;
  // As if the app had asked for the focus: then every control takes it.
  context.NavMoveFlags |= ImGuiNavMoveFlags_FocusApi;
  // ImGui begins anew at the first control unless a text is edited.
  if (context.NavTabbingDir == 0 && has_control_) context.NavTabbingDir = 1;
}

void KeyboardWalk::skip_disabled() {
  const ImGuiContext& context = *ImGui::GetCurrentContext();
  skips_ = 0;
  const bool is_on_disabled = is_tabbing(context) && tab_stop(context).ID != 0 &&
                              (tab_stop(context).InFlags & ImGuiItemFlags_Disabled) != 0;
  skipped_ = is_on_disabled ? skipped_ + 1 : 0;
  if (is_on_disabled && skipped_ < kMostSkipped) skips_ = context.NavTabbingDir < 0 ? -1 : 1;
}

void KeyboardWalk::update(ImGuiIO& io) {
  const ImGuiContext& context = *ImGui::GetCurrentContext();
  const bool has_popup =
      ImGui::IsPopupOpen(nullptr, ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel);
  const bool was_walking = is_walking_;
  // In a dialog, Tab goes on to its next control.
  if (is_key_pressed(ImGuiKey_Tab) && !io.KeyCtrl && !io.KeyAlt && !has_popup) is_walking_ = true;
  const bool is_clicked =
      std::any_of(std::begin(io.MouseClicked), std::end(io.MouseClicked), [](bool b) { return b; });
  if (is_clicked || escapes_) is_walking_ = false;
  began_ = is_walking_ && !was_walking;
  was_busy_ = has_popup || ImGui::IsAnyItemActive() || is_inside_child(context.NavWindow);
  has_control_ = context.NavId != 0 && context.NavIdIsAlive;
  skip_disabled();
  if (is_walking_ || has_popup)
    io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
  else
    io.ConfigFlags &= ~ImGuiConfigFlags_NavEnableKeyboard;
}

}  // namespace netdyno::app
