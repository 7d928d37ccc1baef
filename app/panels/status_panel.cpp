// SPDX-License-Identifier: MIT
#include "app/panels/status_panel.h"

#include <algorithm>

#include "app/chart/canvas.h"
#include "app/panels/widgets.h"
#include "app/view_models/status_model.h"

namespace netdyno::app {

void StatusPanel::draw(const FrameContext& frame) {
  const Theme& theme = frame.theme;
  const SmallText small;
  const float right = ImGui::GetContentRegionAvail().x;
  float used = 0;
  bool is_first = true;
  for (const StatusItem& item : build_status(frame.snapshot, frame.frame_ms)) {
    // Steady places: a number that gains a digit should not push its neighbours around.
    const float text = ImGui::CalcTextSize(item.text.c_str()).x;
    const float slot = std::max(text, 8 * theme.small_font_px);
    if (used + text > right) break;
    if (!is_first) ImGui::SameLine(ImGui::GetStyle().WindowPadding.x + used, 0);
    ImGui::AlignTextToFramePadding();
    draw_text_line(item.text, theme.text_muted);
    draw_tooltip(item.tooltip);
    used += slot + 2 * theme.padding_px;
    is_first = false;
  }
}

}  // namespace netdyno::app
