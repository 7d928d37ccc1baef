// SPDX-License-Identifier: MIT
#include "app/panels/controls_panel.h"

#include <fmt/core.h>
#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "app/panels/effect_mark.h"
#include "app/panels/widgets.h"
#include "app/view_models/human_names.h"
#include "app/view_models/number_text.h"
#include "engine/data/preprocess.h"
#include "engine/nn/loss.h"

namespace netdyno::app {

namespace {

constexpr double kNoteSecs = 5;
constexpr float kLabelWidth = 6.2f;  // in font heights

// Above a layer's slider: which layer, and what is changed. Of a dropout both shares, since texts
// use p for either of the two.
void draw_layer_label(const LayerKnob& knob, double value, const std::string& tooltip,
                      const Theme& theme) {
  draw_text_line(fmt::format("{} {}", knob.layer, knob.type), theme.text);
  draw_tooltip(tooltip);
  const std::string text = knob.drops_values
                               ? fmt::format("drop {:.2f} · keep {:.2f}", value, 1 - value)
                               : fmt::format("{} {}", knob.number.label, number_text(value));
  ImGui::SameLine(ImGui::GetWindowContentRegionMax().x - ImGui::CalcTextSize(text.c_str()).x);
  draw_text_line(text, theme.text_muted);
  draw_tooltip(tooltip);
}

NumberRow penalty_row(const char* knob, const char* label, const char* tooltip, double value) {
  NumberRow row;
  row.knob = knob;
  row.label = label;
  row.tooltip = tooltip;
  row.value = value;
  row.min = kMinPenalty;
  row.max = kMaxPenalty;
  row.most = clamp_penalty(1e300);
  row.is_log = row.ends_in_zero = true;
  row.least = 0;
  return row;
}

}  // namespace

template <typename Row>
std::optional<std::string> ControlsPanel::draw_registry(const char* label, const char* tooltip,
                                                        std::span<const Row> rows,
                                                        const std::string& current,
                                                        const Theme& theme) const {
  const std::vector<std::string> names = human_names(rows);
  std::vector<std::string> docs;
  for (const Row& row : rows) docs.push_back(row.doc);
  const float left = ImGui::GetCursorPosX();
  ImGui::AlignTextToFramePadding();
  draw_text_line(label, theme.text);
  draw_tooltip(tooltip);
  ImGui::SameLine(left + label_px_, 0);
  const auto position =
      static_cast<std::size_t>(std::ranges::find(rows, current, &Row::name) - rows.begin());
  const auto chosen = draw_choice(label, names, docs, position, -FLT_MIN);
  return chosen ? std::optional(rows[*chosen].name) : std::nullopt;
}

void ControlsPanel::draw(const FrameContext& frame) {
  if (draw_unready_state(frame)) return;
  const auto model = build_controls(frame.snapshot);
  if (!model) return;
  label_px_ = kLabelWidth * frame.theme.font_px;
  draw_learning_rate(frame, *model);
  draw_waiting(*frame.snapshot, "schedule", frame.theme);
  schedule_editor_.draw(frame, *model, label_px_);
  // What lessons turn most stands where a low screen still shows it.
  draw_layers(frame, *model);
  head(frame, "Initialization", "model.init");
  init_editor_.draw(frame, *model, label_px_);
  draw_optimizer(frame, *model);
  draw_batch_size(frame, *model);
  draw_penalty(frame, *model);
  draw_loss(frame, *model);
  draw_preprocess(frame, *model);
  validation_editor_.draw(frame, label_px_);
}

void ControlsPanel::head(const FrameContext& frame, const char* text, const std::string& path) {
  draw_knob_heading(text, path, frame.theme);
  draw_waiting(*frame.snapshot, path, frame.theme);
}

std::optional<double> ControlsPanel::draw_row(const NumberRow& row, const Theme& theme) {
  const NumberEdit edit = draw_number_row(row, drafts_, label_px_, theme);
  if (!edit.note.empty()) {
    note_ = edit.note;
    note_knob_ = row.knob;
    note_until_ = ImGui::GetTime() + kNoteSecs;
  }
  if (note_knob_ == row.knob && ImGui::GetTime() < note_until_)
    draw_wrapped_text(note_, theme.warning);
  return edit.value;
}

void ControlsPanel::turn(const FrameContext& frame, const TurnedKnob& knob, double value) {
  for (const Command& command : knob.commands(value)) frame.commands.send(command);
}

void ControlsPanel::send_rate(const FrameContext& frame, const ControlsModel& model,
                              double learning_rate) {
  const double rate = clamp_rate(learning_rate);
  drafts_.mark_sent("learning_rate", rate, ImGui::GetTime());
  turn(frame, learning_rate_knob(model), rate);
}

void ControlsPanel::draw_learning_rate(const FrameContext& frame, const ControlsModel& model) {
  head(frame, "Learning rate η", "optimizer.learning_rate");
  const TurnedKnob knob = learning_rate_knob(model);
  if (const auto rate = draw_row(knob.row, frame.theme)) turn(frame, knob, *rate);
  if (const std::string note = rate_note(model); !note.empty()) {
    draw_text_line(note, frame.theme.text_muted);
    draw_tooltip(
        "Asked for is the base rate η₀; the schedule's factor f(t) makes η = η₀ f(t) of it");
  }
  draw_rate_buttons(frame, model, drafts_.shown(knob.row.knob, knob.row.value, ImGui::GetTime()));
}

void ControlsPanel::draw_rate_buttons(const FrameContext& frame, const ControlsModel& model,
                                      double shown) {
  const float width = 3 * frame.theme.font_px;
  if (ImGui::Button("½", ImVec2(width, 0))) send_rate(frame, model, shown / 2);
  draw_tooltip("Halve the learning rate η");
  ImGui::SameLine();
  if (ImGui::Button("×2", ImVec2(width, 0))) send_rate(frame, model, shown * 2);
  draw_tooltip("Double the learning rate η");
  ImGui::SameLine();
  std::vector<std::string> names;
  const std::span<const double> ladder = rate_ladder();
  std::size_t current = ladder.size();
  for (std::size_t i = 0; i < ladder.size(); ++i) {
    names.push_back(number_text(ladder[i]));
    if (std::abs(shown / ladder[i] - 1) < 1e-6) current = i;
  }
  names.push_back("1-3-10 ladder");  // what is shown between two rungs
  if (const auto rung = draw_choice("ladder", names, {}, current, -FLT_MIN);
      rung && *rung < ladder.size())
    send_rate(frame, model, ladder[*rung]);
  draw_tooltip("Round learning rates, each about three times the one before");
}

void ControlsPanel::draw_optimizer(const FrameContext& frame, const ControlsModel& model) {
  head(frame, "Optimizer", "optimizer");
  if (const auto kind = draw_registry("rule", "How weights follow their gradients",
                                      optimizer_types(), model.optimizer, frame.theme))
    frame.commands.send(SetKnob{"optimizer", OptimizerSpec{*kind, model.learning_rate, {}}});
  draw_tooltip(optimizer_type(model.optimizer).doc +
               ". Another one goes on from the present weights; its moments start at 0");
  for (const NumberKnob& knob : model.optimizer_knobs) {
    NumberRow row = number_row(knob);
    row.tooltip += "\n" + optimizer_type(model.optimizer).doc;
    if (const auto value = draw_row(row, frame.theme))
      frame.commands.send(SetKnob{"optimizer." + knob.key, knob_value(knob, *value)});
  }
  for (const SwitchKnob& knob : model.optimizer_switches) {
    bool value = knob.value;
    if (ImGui::Checkbox(knob.label.c_str(), &value))
      frame.commands.send(SetKnob{"optimizer." + knob.key, value});
    draw_tooltip(knob.tooltip + ". The moments start at 0");
  }
}

void ControlsPanel::draw_loss(const FrameContext& frame, const ControlsModel& model) {
  head(frame, "Loss", "loss");
  if (const auto name = draw_registry("loss", "What is minimized, mean over the minibatch",
                                      loss_functions(), model.loss, frame.theme))
    frame.commands.send(SetKnob{"loss", *name});
  draw_tooltip(loss_function(model.loss).doc +
               ". Curves before and after a change are of different losses");
}

void ControlsPanel::draw_penalty(const FrameContext& frame, const ControlsModel& model) {
  head(frame, "Penalty on the weights", "penalty");
  const auto l2 = draw_row(penalty_row("l2", "L2 λ₂",
                                       "Adds λ₂/2 Σ w² to the loss: large weights "
                                       "shrink in proportion. No biases",
                                       model.penalty.l2),
                           frame.theme);
  const auto l1 = draw_row(
      penalty_row("l1", "L1 λ₁",
                  "Adds λ₁ Σ |w| to the loss: every weight moves to 0 at the same pace. No biases",
                  model.penalty.l1),
      frame.theme);
  if (l2) frame.commands.send(SetKnob{"penalty.l2", clamp_penalty(*l2)});
  if (l1) frame.commands.send(SetKnob{"penalty.l1", clamp_penalty(*l1)});
}

void ControlsPanel::draw_batch_size(const FrameContext& frame, const ControlsModel& model) {
  head(frame, "Minibatch", "batch_size");
  const TurnedKnob knob = batch_size_knob(model);
  if (const auto size = draw_row(knob.row, frame.theme)) turn(frame, knob, *size);
}

void ControlsPanel::draw_layers(const FrameContext& frame, const ControlsModel& model) {
  if (model.layer_knobs.empty()) return;
  head(frame, "Layers", "model.layers[].rate");
  for (const LayerKnob& each : model.layer_knobs) {
    TurnedKnob knob = layer_knob(each);
    NumberRow& row = knob.row;
    row.label.clear();
    draw_layer_label(each, drafts_.shown(row.knob, row.value, ImGui::GetTime()), row.tooltip,
                     frame.theme);
    if (const auto value = draw_row(row, frame.theme)) turn(frame, knob, *value);
  }
}

void ControlsPanel::draw_preprocess(const FrameContext& frame, const ControlsModel& model) {
  head(frame, "Preprocessing", "data.preprocess");
  std::vector<std::string> names, docs;
  for (const Preprocessing& row : preprocessings()) {
    names.push_back(row.name);
    docs.push_back(row.doc);
  }
  const auto current =
      static_cast<std::size_t>(std::ranges::find(names, model.preprocess) - names.begin());
  if (const auto chosen = draw_choice("preprocess", names, docs, current, -FLT_MIN))
    frame.commands.send(SetKnob{"data.preprocess", names[*chosen]});
  draw_tooltip(fmt::format("{}. From the next minibatch on; the weights stay as they are",
                           current < docs.size() ? docs[current] : model.preprocess));
}

}  // namespace netdyno::app
