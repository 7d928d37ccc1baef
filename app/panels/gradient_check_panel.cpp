// SPDX-License-Identifier: MIT
#include "app/panels/gradient_check_panel.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "app/chart/canvas.h"
#include "app/panels/study_bar.h"
#include "app/panels/widgets.h"

namespace netdyno::app {

namespace {

struct CheckColumn {
  const char* label;
  const char* tooltip;
  const std::string GradientCheckLine::*text;
};

constexpr std::array<CheckColumn, 5> kCheckColumns = {{
    {"Layer", "Position and type of the layer", &GradientCheckLine::label},
    {"Parameter", "As in the weights file, without the layer's number",
     &GradientCheckLine::parameter},
    {"Checked", "Values that were moved up and down by a step h, out of all in the parameter",
     &GradientCheckLine::checked},
    {"Max error",
     "Largest relative error |n − b| / max(|n|, |b|) of a slope that a 32-bit loss can resolve: n "
     "= (L(w + h) − L(w − h)) / 2h, b = the mean of ∂L/∂w by backpropagation on the way",
     &GradientCheckLine::error},
    {"Verdict",
     "Agrees up to the relative error that the line above the table names; \"within rounding\": "
     "beyond it, by no more than the rounding of the loss explains",
     &GradientCheckLine::verdict},
}};

}  // namespace

void GradientCheckPanel::draw(const FrameContext& frame) {
  if (draw_unready_state(frame)) return;
  if (auto report = study_report<GradientCheckReport>(frame.snapshot, "check"); report_ != report) {
    report_ = std::move(report);
    model_ = report_ ? build_gradient_check(*report_) : GradientCheckModel{};
  }
  draw_controls(frame);
  if (!report_) {
    draw_empty_state("No check yet",
                     "Moves single weights of a copy of the network and compares the slope of the "
                     "loss with what backpropagation says",
                     frame.theme);
  } else {
    draw_wrapped_text(model_.headline, tone_color(model_.tone, frame.theme));
    draw_wrapped_text(model_.reason, frame.theme.text_muted);
    draw_table(frame);
  }
}

void GradientCheckPanel::draw_controls(const FrameContext& frame) {
  std::vector<std::string> names = {fmt::format("{} (the recipe's)", frame.snapshot->recipe->loss)};
  std::vector<std::string> docs = {"The loss that is trained on"};
  std::size_t current = 0;
  for (const LossFunction& loss : loss_functions()) {
    if (loss.name == loss_) current = names.size();
    names.push_back(loss.name);
    docs.push_back(loss.doc);
  }
  if (const auto chosen = draw_choice("loss", names, docs, current, 14 * frame.theme.font_px))
    loss_ = *chosen == 0 ? std::string() : names[*chosen];
  draw_tooltip("Loss whose gradient is checked; the training keeps its own");
  same_line_if_fits(button_width("Check gradients"));
  const bool is_running = report_ && report_->is_running;
  if (draw_study_bar(frame, {.study = "check",
                             .run = "Check gradients",
                             .tooltip = "Checks up to 10 values of each parameter on 8 training "
                                        "examples, dropout masks fixed, batch normalization in "
                                        "training mode. The training is not touched",
                             .is_running = is_running,
                             .progress = is_running ? report_->progress : 0}))
    frame.commands.send(RunStudy{"check", {{"loss", loss_}}});
}

void GradientCheckPanel::draw_table(const FrameContext& frame) const {
  constexpr ImGuiTableFlags kFlags = ImGuiTableFlags_RowBg | ImGuiTableFlags_ScrollY |
                                     ImGuiTableFlags_BordersInnerH |
                                     ImGuiTableFlags_SizingStretchProp;
  const SmallText small;
  if (!ImGui::BeginTable("checks", static_cast<int>(kCheckColumns.size()), kFlags)) return;
  ImGui::TableSetupScrollFreeze(0, 1);
  for (const CheckColumn& column : kCheckColumns) ImGui::TableSetupColumn(column.label);
  ImGui::TableNextRow(ImGuiTableRowFlags_Headers);
  for (const CheckColumn& column : kCheckColumns) {
    ImGui::TableNextColumn();
    ImGui::TableHeader(column.label);
    draw_tooltip(column.tooltip);
  }
  for (std::size_t i = 0; i < model_.lines.size(); ++i) {
    const GradientCheckLine& line = model_.lines[i];
    ImGui::PushID(static_cast<int>(i));
    ImGui::TableNextRow();
    ImGui::TableNextColumn();
    const bool is_selected = frame.selection.layer == line.layer;
    if (ImGui::Selectable(line.label.c_str(), is_selected, ImGuiSelectableFlags_SpanAllColumns))
      frame.actions.request(SelectLayer{is_selected ? std::nullopt : std::optional(line.layer)});
    draw_tooltip(line.tooltip);
    for (std::size_t c = 1; c < kCheckColumns.size(); ++c) {
      ImGui::TableNextColumn();
      const auto text = kCheckColumns[c].text;
      const Tone tone = text == &GradientCheckLine::verdict ? line.tone
                        : text == &GradientCheckLine::error ? line.error_tone
                                                            : Tone::Normal;
      draw_text_line(line.*text, tone_color(tone, frame.theme));
    }
    ImGui::PopID();
  }
  ImGui::EndTable();
}

}  // namespace netdyno::app
