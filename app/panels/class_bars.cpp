// SPDX-License-Identifier: MIT
#include "app/panels/class_bars.h"

#include <fmt/core.h>
#include <imgui.h>

#include <algorithm>

#include "app/chart/canvas.h"
#include "app/chart/point_markers.h"
#include "app/panels/widgets.h"

namespace netdyno::app {

namespace {

constexpr ImGuiTableFlags kTableFlags =
    ImGuiTableFlags_ScrollY | ImGuiTableFlags_BordersInnerH | ImGuiTableFlags_SizingStretchProp;

void draw_bar(double share, const std::string& text, const Color& color, const std::string& tooltip,
              const Theme& theme) {
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  const float width = std::max(ImGui::GetContentRegionAvail().x, 1.0f);
  const float height = ImGui::GetTextLineHeight();
  ImGui::Dummy(ImVec2(width, height));
  draw_tooltip(tooltip);
  ImDrawList& canvas = *ImGui::GetWindowDrawList();
  const ImVec2 end(corner.x + width, corner.y + height);
  canvas.PushClipRect(corner, end, true);
  canvas.AddRectFilled(corner,
                       ImVec2(corner.x + width * static_cast<float>(share), corner.y + height),
                       packed(color.with_alpha(kBarAlpha)));
  draw_text(canvas, ImVec2(corner.x + 3, corner.y), theme.small_font_px, theme.text, text);
  canvas.PopClipRect();
}

void draw_heading_cell(const char* label, const char* tooltip) {
  ImGui::TableNextColumn();
  ImGui::TableHeader(label);
  draw_tooltip(tooltip);
}

}  // namespace

void draw_class_bars(const std::vector<ClassBar>& bars, const Theme& theme) {
  const SmallText small;
  if (!ImGui::BeginTable("classes", 3, kTableFlags)) return;
  ImGui::TableSetupScrollFreeze(0, 1);
  ImGui::TableSetupColumn("Class", 0, 1.0f);
  ImGui::TableSetupColumn("Training", 0, 1.4f);
  ImGui::TableSetupColumn("Validation", 0, 1.4f);
  ImGui::TableNextRow(ImGuiTableRowFlags_Headers);
  draw_heading_cell("Class", "The label's name and how its points are drawn");
  draw_heading_cell("Training", "Examples trained on, and their share of the training set");
  draw_heading_cell("Validation", "Examples held back for validation, and their share of those");
  ImGuiListClipper clipper;
  clipper.Begin(static_cast<int>(bars.size()));
  while (clipper.Step())
    for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
      const ClassBar& bar = bars[static_cast<std::size_t>(i)];
      ImGui::TableNextRow();
      ImGui::TableNextColumn();
      draw_text_line(bar.name, theme.text);
      ImGui::TableNextColumn();
      draw_bar(bar.train, bar.train_text, theme.training,
               fmt::format("{}: {} of the training examples", bar.name, bar.train_text), theme);
      ImGui::TableNextColumn();
      draw_bar(bar.validation, bar.validation_text, theme.validation,
               fmt::format("{}: {} of the validation examples", bar.name, bar.validation_text),
               theme);
    }
  ImGui::EndTable();
}

void draw_dimensions(const std::vector<DimensionRow>& rows) {
  const SmallText small;
  if (!ImGui::BeginTable("dimensions", 3, kTableFlags)) return;
  ImGui::TableSetupScrollFreeze(0, 1);
  for (const char* column : {"Dimension", "Mean m", "Deviation s"}) ImGui::TableSetupColumn(column);
  ImGui::TableNextRow(ImGuiTableRowFlags_Headers);
  draw_heading_cell("Dimension", "Position in an example, from 0; the first 64");
  draw_heading_cell("Mean m", "m = Σ x/n over the training set, before preprocessing");
  draw_heading_cell("Deviation s", "s = √(Σ (x − m)²/n) over the training set");
  for (const DimensionRow& row : rows) {
    ImGui::TableNextRow();
    for (const std::string* text : {&row.name, &row.mean, &row.deviation}) {
      ImGui::TableNextColumn();
      ImGui::TextUnformatted(text->c_str());
    }
  }
  ImGui::EndTable();
}

}  // namespace netdyno::app
