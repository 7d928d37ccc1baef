// SPDX-License-Identifier: MIT
#include "app/panels/predictions_panel.h"

#include <fmt/core.h>
#include <imgui.h>

#include <algorithm>

#include "app/chart/canvas.h"
#include "app/panels/confusion_widget.h"
#include "app/panels/image_widgets.h"
#include "app/panels/picture_grid.h"
#include "app/panels/prediction_widgets.h"
#include "app/panels/study_bar.h"
#include "app/panels/widgets.h"
#include "app/report/probe_figures.h"
#include "app/view_models/number_text.h"

namespace netdyno::app {

namespace {

constexpr float kMatrixBesideFrom = 36;  // width in small font heights
constexpr float kMatrixShare = 0.58f;    // of the width, where images stand beside it
constexpr std::size_t kChosenClasses = 5;
constexpr float kChosenShare = 0.55f;  // most of the height that the chosen image takes
constexpr float kLeastAnswer = 52;     // side of a picture at scale 1 that has names below

void draw_recalls(const TestReport& report, const FrameContext& frame) {
  constexpr ImGuiTableFlags kFlags =
      ImGuiTableFlags_ScrollY | ImGuiTableFlags_BordersInnerH | ImGuiTableFlags_SizingFixedFit;
  const SmallText small;
  if (!ImGui::BeginTable("recalls", 3, kFlags)) return;
  ImGui::TableSetupScrollFreeze(0, 1);
  for (const char* column : {"Class", "Examples", "Recall"}) ImGui::TableSetupColumn(column);
  ImGui::TableHeadersRow();
  for (std::size_t c = 0; c < report.classes.size(); ++c) {
    const ClassRecall& row = report.classes[c];
    ImGui::TableNextRow();
    ImGui::TableNextColumn();
    draw_text_line(class_name(frame.snapshot->class_names, static_cast<std::int32_t>(c)),
                   frame.theme.text);
    ImGui::TableNextColumn();
    draw_text_line(count_text(row.examples), frame.theme.text_muted);
    ImGui::TableNextColumn();
    draw_text_line(row.examples > 0 ? percent_text(static_cast<double>(row.correct) /
                                                   static_cast<double>(row.examples))
                                    : "–",
                   frame.theme.text);
  }
  ImGui::EndTable();
}

}  // namespace

void PredictionsPanel::draw(const FrameContext& frame) {
  if (draw_unready_state(frame)) return;
  if (ImGui::BeginTabBar("data")) {
    if (ImGui::BeginTabItem("Validation")) {
      const auto* set = probe_value<PredictionSet>(frame.snapshot, "predictions");
      if (frame.snapshot->validation_examples == 0)
        draw_empty_state("No validation examples", "Give the recipe's data a `validation` count",
                         frame.theme);
      else if (!set || set->examples.empty())
        draw_empty_state("Nothing measured yet", "The answers are being measured", frame.theme);
      else
        draw_validation(frame, *set, frame.snapshot->probes.find("predictions")->second->step);
      ImGui::EndTabItem();
    }
    if (ImGui::BeginTabItem("Test file")) {
      draw_test(frame);
      ImGui::EndTabItem();
    }
    ImGui::EndTabBar();
  }
}

void PredictionsPanel::draw_validation(const FrameContext& frame, const PredictionSet& set,
                                       std::int64_t step) {
  const auto& result = frame.snapshot->probes.find("predictions")->second;
  if (measured_ != result) {
    measured_ = result;
    matrix_ = build_confusion(set);
  }
  draw_wrapped_text(predictions_text(set, matrix_, step), frame.theme.text_muted);
  if (matrix_.not_finite > 0)
    draw_wrapped_text(fmt::format("{} without an answer: outputs that are not a number",
                                  plural(matrix_.not_finite, "example")),
                      frame.theme.error);
  const ImVec2 room = ImGui::GetContentRegionAvail();
  if (room.x >= kMatrixBesideFrom * frame.theme.small_font_px) {
    draw_matrix(frame, set, {std::floor(room.x * kMatrixShare), room.y});
    ImGui::SameLine();
    ImGui::BeginChild("beside", {0, room.y});
    draw_images(frame, set);
    ImGui::EndChild();
    return;
  }
  if (!ImGui::BeginTabBar("view")) return;
  if (ImGui::BeginTabItem("Matrix")) {
    draw_matrix(frame, set, {0, 0});
    ImGui::EndTabItem();
  }
  if (ImGui::BeginTabItem(set.cell ? "Chosen images###images" : "Worst images###images")) {
    draw_images(frame, set);
    ImGui::EndTabItem();
  }
  ImGui::EndTabBar();
}

void PredictionsPanel::draw_matrix(const FrameContext& frame, const PredictionSet& set,
                                   const ImVec2& size) {
  std::optional<ConfusionCell> chosen;
  if (set.cell)
    chosen = ConfusionCell{static_cast<std::size_t>(set.cell->first),
                           static_cast<std::size_t>(set.cell->second)};
  const auto clicked =
      draw_confusion(matrix_, frame.snapshot->class_names, chosen, size, frame.theme);
  if (!clicked) return;
  ProbeFocus focus = frame.snapshot->focus;
  focus.cell.reset();
  if (clicked != chosen)
    focus.cell = std::pair(static_cast<std::int32_t>(clicked->first),
                           static_cast<std::int32_t>(clicked->second));
  frame.commands.send(SetFocus{focus});
}

// The order stays while an image is chosen, or it would be lost with the next measurement.
void PredictionsPanel::draw_images(const FrameContext& frame, const PredictionSet& newest) {
  const PredictionSet* held = shown_ ? &std::get<PredictionSet>(shown_->value) : nullptr;
  // Another cell, other data, or a run that started over.
  const bool is_other = held && (held->cell != newest.cell || held->shape != newest.shape ||
                                 measured_->step < shown_->step);
  if (is_other) chosen_ = -1;
  if (chosen_ < 0 && shown_ != measured_) {
    shown_ = measured_;
    ++version_;
  }
  const auto& set = std::get<PredictionSet>(shown_->value);
  draw_worst(frame, newest);
  if (set.shown.empty()) {
    draw_empty_state("No such image", "None of the measured examples is of this kind", frame.theme);
    return;
  }
  const std::vector<std::string>& names = frame.snapshot->class_names;
  const auto found = std::ranges::find_if(
      set.shown, [&](const PredictedImage& each) { return each.answer.example == chosen_; });
  PictureGrid grid;
  grid.key = "predictions";
  grid.version = version_;
  grid.paint = [&] { return shown_pixels(set); };
  grid.shape = set.shape;
  grid.count = set.shown.size();
  grid.caption = [&](std::size_t i) { return shown_caption(set.shown[i], names); };
  grid.caption_lines = 2;
  grid.least_px = kLeastAnswer;
  // As large as without a chosen one, which takes some of the place.
  grid.laid_out_height = ImGui::GetContentRegionAvail().y;
  grid.tooltip = [&](std::size_t i) {
    return shown_tooltip(set.shown[i], names) + "\nClick to see it large, with all classes";
  };
  if (found != set.shown.end()) {
    grid.chosen = static_cast<std::size_t>(found - set.shown.begin());
    draw_chosen(frame, set, std::floor(kChosenShare * grid.laid_out_height));
  }
  grid.is_choosable = true;
  if (const auto clicked = draw_picture_grid(frame, grid)) {
    const Index example = set.shown[*clicked].answer.example;
    chosen_ = example == chosen_ ? -1 : example;
  }
}

void PredictionsPanel::draw_worst(const FrameContext& frame, const PredictionSet& set) {
  const std::vector<std::string>& names = frame.snapshot->class_names;
  if (set.cell) {
    if (ImGui::Button("Show the worst")) {
      ProbeFocus focus = frame.snapshot->focus;
      focus.cell.reset();
      frame.commands.send(SetFocus{focus});
    }
    draw_tooltip("Show the answers with the least probability for the true class again");
    draw_wrapped_text(cell_text(matrix_, static_cast<std::size_t>(set.cell->first),
                                static_cast<std::size_t>(set.cell->second), names),
                      frame.theme.text_muted);
  } else {
    draw_wrapped_text("Least probability for the true class first", frame.theme.text_muted);
  }
}

void* PredictionsPanel::texture(const FrameContext& frame, const PredictionSet& set) const {
  return frame.textures.texture("predictions", version_, [&] { return shown_pixels(set); });
}

void PredictionsPanel::draw_large(const FrameContext& frame, const PredictionSet& set,
                                  std::size_t position, float side_px) const {
  const auto longest = static_cast<float>(std::max(set.shape.width(), set.shape.height()));
  const float times = enlarged(longest, side_px) / longest;
  const auto share = [&](std::size_t i) {
    return static_cast<float>(i) / static_cast<float>(set.shown.size());
  };
  draw_tile(frame, {.id = "large",
                    .texture = texture(frame, set),
                    .uv_min = {0, share(position)},
                    .uv_max = {1, share(position + 1)},
                    .size = {static_cast<float>(set.shape.width()) * times,
                             static_cast<float>(set.shape.height()) * times},
                    .tooltip = shown_tooltip(set.shown[position], frame.snapshot->class_names)});
}

void PredictionsPanel::draw_chosen(const FrameContext& frame, const PredictionSet& set,
                                   float height_px) {
  const auto found = std::ranges::find_if(
      set.shown, [&](const PredictedImage& each) { return each.answer.example == chosen_; });
  SaliencyImage image;
  image.shape = set.shape;
  image.label = found->answer.label;
  image.predicted = found->answer.predicted;
  image.probabilities = found->probabilities;
  const PredictionModel prediction =
      build_prediction(image, frame.snapshot->class_names, kChosenClasses);
  const float room = ImGui::GetContentRegionAvail().x;
  draw_large(frame, set, static_cast<std::size_t>(found - set.shown.begin()),
             std::min(height_px, std::floor(0.5f * room)));
  ImGui::SameLine();
  ImGui::BeginGroup();
  const float width = ImGui::GetContentRegionAvail().x;
  draw_verdict(prediction, width, frame.theme);
  draw_probabilities(prediction, width, frame.theme);
  draw_wrapped_text(
      fmt::format("After step {}; the order stays until it is let go", count_text(shown_->step)),
      frame.theme.text_muted);
  const bool lets_go = ImGui::Button("Back");
  draw_tooltip("Lets the image go: the newest answers, the worst first");
  same_line_if_fits(button_width("Pin"));
  if (ImGui::Button("Pin")) {
    std::vector<Index> pinned = frame.snapshot->pinned;
    std::erase(pinned, chosen_);
    pinned.insert(pinned.begin(), chosen_);
    if (pinned.size() > std::max<std::size_t>(1, frame.snapshot->pinned.size())) pinned.pop_back();
    frame.commands.send(PinImages{std::move(pinned)});
    frame.actions.request(ShowPanel{"saliency"});
  }
  draw_tooltip("Pin this image, and show its saliency");
  ImGui::EndGroup();
  if (lets_go) chosen_ = -1;
}

void PredictionsPanel::draw_test(const FrameContext& frame) {
  const auto report = study_report<TestReport>(frame.snapshot, "evaluate");
  const bool is_running = report && report->is_running;
  const double progress = report ? report->progress : 0;
  const std::string doc =
      "Evaluates the data source's test file with the weights as they are now, on a copy: the "
      "training goes on. Look at it seldom: what is chosen by it is no longer tested by it";
  const std::map<std::string, OptionValue> plain = {{"split", std::string("test")}};
  if (draw_study_bar(frame, {"evaluate", "Evaluate test file", doc, is_running, progress}))
    frame.commands.send(RunStudy{"evaluate", plain});
  if (!is_running) {
    same_line_if_fits(button_width("With augmentation"));
    const bool is_image = frame.snapshot->network->input.is_image();
    ImGui::BeginDisabled(!is_image);
    if (ImGui::Button("With augmentation")) {
      std::map<std::string, OptionValue> augmented = plain;
      augmented["tta"] = true;
      frame.commands.send(RunStudy{"evaluate", std::move(augmented)});
    }
    ImGui::EndDisabled();
    draw_tooltip(
        "Test-time augmentation: the mean of the probabilities over five scales and ten crops of "
        "each image (Krizhevsky et al. 2012, He et al. 2015). Takes 42 times as long");
  }
  if (!report) {
    draw_empty_state("Not evaluated yet",
                     "The test file stays untouched until you ask: press Evaluate test file",
                     frame.theme);
    return;
  }
  draw_wrapped_text(test_text(*report), frame.theme.text);
  draw_recalls(*report, frame);
}

std::vector<RunFigure> PredictionsPanel::figures(const FrameContext& frame) const {
  if (!measured_ || matrix_.total == 0) return {};
  return {confusion_figure(
      matrix_, frame.snapshot->class_names,
      fmt::format("Confusion matrix, validation, step {}", count_text(measured_->step)))};
}

}  // namespace netdyno::app
