// SPDX-License-Identifier: MIT
#include "app/shell/toasts.h"

#include <fmt/core.h>
#include <imgui.h>

#include <algorithm>
#include <optional>

#include "app/shell/fonts.h"
#include "app/shell/style.h"

namespace netdyno::app {
namespace {

constexpr ImGuiWindowFlags kToastFlags = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                         ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoSavedSettings |
                                         ImGuiWindowFlags_NoFocusOnAppearing |
                                         ImGuiWindowFlags_AlwaysAutoResize;

const Color& severity_color(Severity severity, const Theme& theme) {
  switch (severity) {
    case Severity::Error:
      return theme.error;
    case Severity::Warning:
      return theme.warning;
    case Severity::Information:
      break;
  }
  return theme.accent;
}

void draw_text(const Notification& toast, float width_px, const Theme& theme) {
  ImGui::PushTextWrapPos(ImGui::GetCursorPosX() + width_px);
  ImGui::PushFont(font(FontRole::Strong));
  ImGui::TextUnformatted(toast.count > 1 ? fmt::format("{} ({}×)", toast.what, toast.count).c_str()
                                         : toast.what.c_str());
  ImGui::PopFont();
  if (!toast.hint.empty()) {
    ImGui::PushStyleColor(ImGuiCol_Text, vec4(theme.text_muted));
    ImGui::TextUnformatted(toast.hint.c_str());
    ImGui::PopStyleColor();
  }
  ImGui::PopTextWrapPos();
}

struct ToastResult {
  float height_px = 0;
  bool is_dismissed = false;
};

ToastResult draw_toast(const Notification& toast, std::size_t index, ImVec2 lower_right,
                       float width_px, const Theme& theme) {
  ImGui::SetNextWindowPos(lower_right, ImGuiCond_Always, {1, 1});
  ImGui::SetNextWindowSizeConstraints({width_px, 0}, {width_px, 1e4f});
  ImGui::PushStyleColor(ImGuiCol_WindowBg, vec4(theme.frame));
  ImGui::PushStyleColor(ImGuiCol_Border, vec4(severity_color(toast.severity, theme)));
  ImGui::Begin(fmt::format("toast {}", index).c_str(), nullptr, kToastFlags);
  const ImVec2 corner = ImGui::GetWindowPos();
  const ImVec2 size = ImGui::GetWindowSize();
  const float stripe_px = theme.gap_px / 2;
  ImGui::GetWindowDrawList()->AddRectFilled(corner, {corner.x + stripe_px, corner.y + size.y},
                                            packed(severity_color(toast.severity, theme)),
                                            theme.rounding_px, ImDrawFlags_RoundCornersLeft);
  ImGui::Indent(stripe_px);
  draw_text(toast, width_px - 2 * theme.padding_px - stripe_px, theme);
  ImGui::Unindent(stripe_px);
  const bool clicked = ImGui::IsWindowHovered() && ImGui::IsMouseClicked(ImGuiMouseButton_Left);
  ImGui::End();
  ImGui::PopStyleColor(2);
  return {size.y, clicked};
}

}  // namespace

void draw_toasts(Notifications& notifications, double now_secs, const Rect& area,
                 const Theme& theme) {
  const float margin_px = 2 * theme.padding_px;
  const float width_px = std::min(420 * theme.scale, area.width - 2 * margin_px);
  ImVec2 lower_right = {area.x + area.width - margin_px, area.y + area.height - margin_px};
  std::optional<std::size_t> dismissed;
  const std::vector<Notification>& current = notifications.current(now_secs);
  for (std::size_t i = current.size(); i-- > 0;) {  // the newest one lowest
    const ToastResult drawn = draw_toast(current[i], i, lower_right, width_px, theme);
    if (drawn.is_dismissed) dismissed = i;
    lower_right.y -= drawn.height_px + theme.gap_px;
  }
  if (dismissed) notifications.dismiss(*dismissed);
}

}  // namespace netdyno::app
