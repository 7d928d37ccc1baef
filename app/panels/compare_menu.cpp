// SPDX-License-Identifier: MIT
#include "app/panels/compare_menu.h"

#include <fmt/core.h>
#include <imgui.h>

#include <algorithm>

#include "app/chart/canvas.h"
#include "app/panels/widgets.h"

namespace netdyno::app {

namespace {

void draw_run(const FrameContext& frame, const ComparedRun& run) {
  const Theme& theme = frame.theme;
  ImGui::PushID(run.folder.c_str());
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  const float line = ImGui::GetTextLineHeight(), side = 0.6f * theme.font_px;
  ImGui::GetWindowDrawList()->AddRectFilled(
      {corner.x, corner.y + (line - side) / 2}, {corner.x + side, corner.y + (line + side) / 2},
      packed(compared_color(run, theme)), theme.rounding_px / 2);
  ImGui::Dummy({side, line});
  ImGui::SameLine();
  if (ImGui::MenuItem((run.name + "###remove").c_str(), "Remove"))
    frame.actions.request(StopComparing{run.folder});
  draw_tooltip(run.is_previous ? "The run that this one took the place of; Ctrl + Z goes back to it"
                               : run.folder.string());
  ImGui::PopID();
}

}  // namespace

void draw_compare_menu(const FrameContext& frame) {
  const auto count = static_cast<std::size_t>(
      std::ranges::count_if(frame.compared, [](const auto& run) { return !run->is_previous; }));
  const std::string label = count == 0 ? "Compare" : fmt::format("Compare ({})", count);
  same_line_if_fits(button_width(label));
  if (ImGui::Button((label + "###compare").c_str())) ImGui::OpenPopup("compared runs");
  draw_tooltip("Draw runs that were recorded earlier beside this one");
  if (!begin_popup_below("compared runs")) return;
  for (const auto& run : frame.compared) draw_run(frame, *run);
  if (!frame.compared.empty()) ImGui::Separator();
  if (ImGui::MenuItem("Add a run…", nullptr, false, count < kMostComparedRuns))
    frame.actions.request(CompareRun{});
  if (count > 1 && ImGui::MenuItem("Remove all")) frame.actions.request(StopComparing{});
  ImGui::EndPopup();
}

}  // namespace netdyno::app
