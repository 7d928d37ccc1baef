// SPDX-License-Identifier: MIT
#include "app/panels/study_bar.h"

#include <fmt/core.h>
#include <imgui.h>

#include <algorithm>

#include "app/panels/widgets.h"

namespace netdyno::app {

bool draw_study_bar(const FrameContext& frame, const StudyBar& bar) {
  ImGui::BeginDisabled(bar.is_running);
  const bool is_pressed = ImGui::Button(bar.run.c_str());
  ImGui::EndDisabled();
  draw_tooltip(bar.tooltip);
  if (!bar.is_running) return is_pressed;
  same_line_if_fits(button_width("Cancel"));
  if (ImGui::Button("Cancel")) frame.commands.send(CancelStudy{bar.study});
  draw_tooltip("Ends what is being examined; what it found so far stays");
  const float width = 6 * frame.theme.font_px;
  same_line_if_fits(width);
  draw_progress(bar.progress, std::min(width, ImGui::GetContentRegionAvail().x),
                fmt::format("{:.0f} %", 100 * bar.progress), frame.theme);
  draw_tooltip("Runs beside the training, in slices");
  return false;
}

}  // namespace netdyno::app
