// SPDX-License-Identifier: MIT
#include "app/chart/chart_legend.h"

#include <fmt/core.h>

#include <utility>

#include "app/chart/canvas.h"

namespace netdyno::app {

namespace {

constexpr float kSample = 1.6f;  // width of the colour sample, in font heights

void toggle(std::set<std::string>& hidden, const std::string& key) {
  if (!hidden.erase(key)) hidden.insert(key);
}

}  // namespace

ChartLegend::ChartLegend(const Figure& figure, const ChartLayout& layout, const Theme& theme)
    : theme_(theme) {
  if (!figure.has_legend) return;
  for (const bool is_background : {false, true})
    for (const LineSeries& line : figure.lines)
      if (!line.label.empty() && line.is_background == is_background)
        entries_.push_back(
            {line_key(line), line.label, line.color, line.style, !line.low.empty(), {}, {}});
  for (const HistogramSeries& histogram : figure.histograms)
    if (!histogram.label.empty())
      entries_.push_back(
          {histogram.label, histogram.label, histogram.color, LineStyle::Solid, false, {}, {}});
  place(figure, layout);
}

// In one row above the plot's right end, where no curve is.
void ChartLegend::place(const Figure& figure, const ChartLayout& layout) {
  const float height = theme_.small_font_px;
  const float bottom = layout.min.y + height + theme_.gap_px / 2;
  const float left = layout.min.x + text_size(height, figure.y.label).x + theme_.gap_px;
  const auto width_of = [&](const Entry& entry) {
    return text_size(height, entry.label).x + kSample * height + theme_.gap_px;
  };
  const float room = layout.plot_max.x - left;
  const float more_px = text_size(height, "+00").x + theme_.gap_px;
  float used = 0;
  for (const Entry& entry : entries_) used += width_of(entry) + theme_.gap_px;
  while (!entries_.empty() && used + (more_.empty() ? 0 : more_px) > room + theme_.gap_px) {
    used -= width_of(entries_.back()) + theme_.gap_px;
    more_.insert(more_.begin(), std::move(entries_.back()));
    entries_.pop_back();
  }
  float right = layout.plot_max.x;
  if (!more_.empty()) {
    more_min_ = ImVec2(right - more_px, layout.min.y);
    more_max_ = ImVec2(right, bottom);
    right -= more_px;
  }
  for (auto entry = entries_.rbegin(); entry != entries_.rend(); ++entry) {
    entry->min = ImVec2(right - width_of(*entry), layout.min.y);
    entry->max = ImVec2(right, bottom);
    right = entry->min.x - theme_.gap_px;
  }
}

void ChartLegend::interact(std::set<std::string>& hidden) const {
  for (const Entry& entry : entries_) {
    ImGui::SetCursorScreenPos(entry.min);
    ImGui::PushID(entry.key.c_str());
    if (ImGui::InvisibleButton("legend",
                               ImVec2(entry.max.x - entry.min.x, entry.max.y - entry.min.y)))
      toggle(hidden, entry.key);
    outline_walked_item(theme_);
    if (ImGui::IsItemHovered() && !ImGui::IsItemActive())
      ImGui::SetTooltip("%s", hidden.contains(entry.key) ? "Click to show" : "Click to hide");
    ImGui::PopID();
  }
  if (!more_.empty()) interact_with_more(hidden);
}

void ChartLegend::interact_with_more(std::set<std::string>& hidden) const {
  ImGui::SetCursorScreenPos(more_min_);
  if (ImGui::InvisibleButton("more of the legend",
                             ImVec2(more_max_.x - more_min_.x, more_max_.y - more_min_.y)))
    ImGui::OpenPopup("legend entries");
  outline_walked_item(theme_);
  if (!ImGui::BeginPopup("legend entries")) return;
  for (const Entry& entry : more_) {
    ImGui::PushID(entry.key.c_str());
    const ImVec4 color = vec4(entry.color);
    ImGui::ColorButton("colour", color, ImGuiColorEditFlags_NoTooltip,
                       ImVec2(ImGui::GetFontSize(), ImGui::GetFontSize()));
    ImGui::SameLine();
    if (ImGui::MenuItem(entry.label.c_str(), nullptr, !hidden.contains(entry.key)))
      toggle(hidden, entry.key);
    ImGui::PopID();
  }
  ImGui::EndPopup();
}

void ChartLegend::draw(ImDrawList& canvas, const std::set<std::string>& hidden) const {
  const float height = theme_.small_font_px;
  for (const Entry& entry : entries_) {
    const bool is_hidden = hidden.contains(entry.key);
    const Color color = is_hidden ? theme_.text_muted.with_alpha(0.5f) : entry.color;
    const float y = entry.min.y + height / 2;
    const ImVec2 sample[] = {ImVec2(entry.min.x, y), ImVec2(entry.min.x + 1.3f * height, y)};
    if (entry.is_band)
      canvas.AddRectFilled(ImVec2(sample[0].x, y - 0.35f * height),
                           ImVec2(sample[1].x, y + 0.35f * height),
                           packed(color.with_alpha(color.a * 0.5f)));
    else if (entry.style == LineStyle::Dashed)
      draw_dashed_polyline(canvas, sample, packed(color), theme_.line_px, 6 * theme_.scale,
                           4 * theme_.scale);
    else
      draw_polyline(canvas, sample, packed(color), theme_.line_px);
    draw_text(canvas, ImVec2(entry.min.x + kSample * height, entry.min.y), height,
              is_hidden ? theme_.text_muted.with_alpha(0.6f) : theme_.text, entry.label);
  }
  if (!more_.empty())
    draw_text(canvas, ImVec2(more_min_.x + theme_.gap_px / 2, more_min_.y), height, theme_.accent,
              fmt::format("+{}", more_.size()));
}

}  // namespace netdyno::app
