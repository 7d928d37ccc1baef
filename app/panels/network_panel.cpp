// SPDX-License-Identifier: MIT
#include "app/panels/network_panel.h"

#include "app/chart/canvas.h"
#include "app/panels/widgets.h"
#include "app/report/study_figures.h"

namespace netdyno::app {

namespace {

struct TableColumn {
  const char* label;
  const char* tooltip;
  const std::string NetworkRow::*text;
  float width;  // in font heights: below which the column is left out
};

constexpr TableColumn kNetworkColumns[] = {
    {"#", "Position in the recipe's list of layers", &NetworkRow::index, 0},
    {"Type", "Layer type", &NetworkRow::type, 0},
    {"Output", "Shape of one image's output, channels × height × width or features",
     &NetworkRow::output, 0},
    {"Parameters", "Trained numbers: weights and biases", &NetworkRow::parameters, 0},
    {"Field", "Receptive field: input pixels that one output value sees",
     &NetworkRow::receptive_field, 22},
    {"Options", "As in the recipe", &NetworkRow::options, 28},
};

void draw_header(int columns) {
  ImGui::TableNextRow(ImGuiTableRowFlags_Headers);
  for (int i = 0; i < columns; ++i) {
    ImGui::TableSetColumnIndex(i);
    ImGui::PushID(i);
    ImGui::TableHeader(kNetworkColumns[i].label);
    draw_tooltip(kNetworkColumns[i].tooltip);
    ImGui::PopID();
  }
}

}  // namespace

void NetworkPanel::draw(const FrameContext& frame) {
  if (draw_unready_state(frame)) return;
  if (summary_ != frame.snapshot->network) {
    summary_ = frame.snapshot->network;
    model_ = build_network(*summary_);
  }
  const SmallText small;
  draw_wrapped_text("Input " + model_.input + " · " + model_.parameters + " · " + model_.memory +
                        " · " + model_.operations,
                    frame.theme.text_muted);
  draw_tooltip(
      "Memory: parameters, gradients, the optimizer's moments and a minibatch's activations, as "
      "32-bit floats");
  draw_table(frame);
}

void NetworkPanel::draw_table(const FrameContext& frame) const {
  const float available = ImGui::GetContentRegionAvail().x;
  int columns = 0;
  for (const TableColumn& column : kNetworkColumns)
    if (available >= column.width * frame.theme.small_font_px) ++columns;
  constexpr ImGuiTableFlags kFlags = ImGuiTableFlags_RowBg | ImGuiTableFlags_ScrollY |
                                     ImGuiTableFlags_BordersInnerH |
                                     ImGuiTableFlags_SizingStretchProp;
  if (!ImGui::BeginTable("layers", columns, kFlags)) return;
  ImGui::TableSetupScrollFreeze(0, 1);
  for (int i = 0; i < columns; ++i) ImGui::TableSetupColumn(kNetworkColumns[i].label);
  draw_header(columns);
  for (const NetworkRow& row : model_.rows) {
    ImGui::TableNextRow();
    ImGui::PushID(static_cast<int>(row.layer));
    ImGui::TableNextColumn();
    const bool is_selected = frame.selection.layer == row.layer;
    if (ImGui::Selectable(row.index.c_str(), is_selected, ImGuiSelectableFlags_SpanAllColumns))
      frame.actions.request(SelectLayer{is_selected ? std::nullopt : std::optional(row.layer)});
    draw_tooltip(row.tooltip);
    for (int i = 1; i < columns; ++i) {
      ImGui::TableNextColumn();
      ImGui::TextUnformatted((row.*kNetworkColumns[i].text).c_str());
    }
    ImGui::PopID();
  }
  ImGui::EndTable();
}

std::vector<RunFigure> NetworkPanel::figures(const FrameContext&) const {
  if (!summary_) return {};
  return {network_figure(*summary_)};
}

}  // namespace netdyno::app
