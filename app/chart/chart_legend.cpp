// SPDX-License-Identifier: MIT
#include "app/chart/chart_legend.h"

#include "app/chart/canvas.h"

namespace netdyno::app {

namespace {

constexpr float kSample = 1.6f;  // width of the colour sample, in font heights

}  // namespace

ChartLegend::ChartLegend(const Figure& figure, const ChartLayout& layout, const Theme& theme)
    : theme_(theme) {
  if (!figure.has_legend) return;
  for (const LineSeries& line : figure.lines)
    if (!line.label.empty())
      entries_.push_back({line_key(line), line.label, line.color, line.style, {}, {}});
  for (const HistogramSeries& histogram : figure.histograms)
    if (!histogram.label.empty())
      entries_.push_back(
          {histogram.label, histogram.label, histogram.color, LineStyle::Solid, {}, {}});
  // In one row above the plot's right end, where no curve is.
  const float height = theme.small_font_px;
  float right = layout.plot_max.x;
  for (auto entry = entries_.rbegin(); entry != entries_.rend(); ++entry) {
    const float width = text_size(height, entry->label).x + kSample * height + theme.gap_px;
    entry->min = ImVec2(right - width, layout.min.y);
    entry->max = ImVec2(right, layout.min.y + height + theme.gap_px / 2);
    right -= width + theme.gap_px;
  }
  // Beside the axis's name there may be no room for all: the read-out names every curve.
  const float left = layout.min.x + text_size(height, figure.y.label).x + theme.gap_px;
  std::erase_if(entries_, [&](const Entry& entry) { return entry.min.x < left; });
}

void ChartLegend::interact(std::set<std::string>& hidden) const {
  for (const Entry& entry : entries_) {
    ImGui::SetCursorScreenPos(entry.min);
    ImGui::PushID(entry.key.c_str());
    if (ImGui::InvisibleButton("legend",
                               ImVec2(entry.max.x - entry.min.x, entry.max.y - entry.min.y)) &&
        !hidden.erase(entry.key))
      hidden.insert(entry.key);
    if (ImGui::IsItemHovered())
      ImGui::SetTooltip("%s", hidden.contains(entry.key) ? "Click to show" : "Click to hide");
    ImGui::PopID();
  }
}

void ChartLegend::draw(ImDrawList& canvas, const std::set<std::string>& hidden) const {
  const float height = theme_.small_font_px;
  for (const Entry& entry : entries_) {
    const bool is_hidden = hidden.contains(entry.key);
    const Color color = is_hidden ? theme_.text_muted.with_alpha(0.5f) : entry.color;
    const float y = entry.min.y + height / 2;
    const ImVec2 sample[] = {ImVec2(entry.min.x, y), ImVec2(entry.min.x + 1.3f * height, y)};
    if (entry.style == LineStyle::Dashed)
      draw_dashed_polyline(canvas, sample, packed(color), theme_.line_px, 6 * theme_.scale,
                           4 * theme_.scale);
    else
      draw_polyline(canvas, sample, packed(color), theme_.line_px);
    draw_text(canvas, ImVec2(entry.min.x + kSample * height, entry.min.y), height,
              is_hidden ? theme_.text_muted.with_alpha(0.6f) : theme_.text, entry.label);
  }
}

}  // namespace netdyno::app
