// SPDX-License-Identifier: MIT
#include "app/panels/predictions_panel.h"

#include <fmt/core.h>
#include <imgui.h>

#include <algorithm>

#include "app/chart/canvas.h"
#include "app/panels/confusion_widget.h"
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
constexpr std::size_t kChosenClasses = 4;

void draw_recalls(const TestReport& report, const FrameContext& frame) {
  constexpr ImGuiTableFlags kFlags =
      ImGuiTableFlags_ScrollY | ImGuiTableFlags_BordersInnerH | ImGuiTableFlags_SizingFixedFit;
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
  ImGui::PushFont(font_of_size(frame.theme.small_font_px));
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
  ImGui::PopFont();
}

void PredictionsPanel::draw_validation(const FrameContext& frame, const PredictionSet& set,
                                       std::int64_t step) {
  const auto& result = frame.snapshot->probes.find("predictions")->second;
  if (measured_ != result) {
    measured_ = result;
    matrix_ = build_confusion(set);
    ++version_;
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

void PredictionsPanel::draw_images(const FrameContext& frame, const PredictionSet& set) {
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
  draw_chosen(frame, set);
  if (set.shown.empty()) {
    draw_empty_state("No such image", "None of the measured examples is of this kind", frame.theme);
    return;
  }
  const auto found = std::ranges::find_if(
      set.shown, [&](const PredictedImage& each) { return each.answer.example == chosen_; });
  PictureGrid grid;
  grid.key = "predictions";
  grid.version = version_;
  grid.paint = [&] { return shown_pixels(set); };
  grid.shape = set.shape;
  grid.count = set.shown.size();
  grid.caption = [&](std::size_t i) { return shown_caption(set.shown[i]); };
  grid.tooltip = [&](std::size_t i) {
    return shown_tooltip(set.shown[i], names) + "\nClick for all classes";
  };
  if (found != set.shown.end()) grid.chosen = static_cast<std::size_t>(found - set.shown.begin());
  grid.is_choosable = true;
  if (const auto clicked = draw_picture_grid(frame, grid)) {
    const Index example = set.shown[*clicked].answer.example;
    chosen_ = example == chosen_ ? -1 : example;
  }
}

void PredictionsPanel::draw_chosen(const FrameContext& frame, const PredictionSet& set) {
  const auto found = std::ranges::find_if(
      set.shown, [&](const PredictedImage& each) { return each.answer.example == chosen_; });
  if (found == set.shown.end()) return;
  SaliencyImage image;
  image.shape = set.shape;
  image.label = found->answer.label;
  image.predicted = found->answer.predicted;
  image.probabilities = found->probabilities;
  const PredictionModel prediction =
      build_prediction(image, frame.snapshot->class_names, kChosenClasses);
  const float width = ImGui::GetContentRegionAvail().x;
  draw_verdict(prediction, width, frame.theme);
  draw_probabilities(prediction, width, frame.theme);
  if (ImGui::Button("Pin")) {
    std::vector<Index> pinned = frame.snapshot->pinned;
    std::erase(pinned, chosen_);
    pinned.insert(pinned.begin(), chosen_);
    if (pinned.size() > std::max<std::size_t>(1, frame.snapshot->pinned.size())) pinned.pop_back();
    frame.commands.send(PinImages{std::move(pinned)});
    frame.actions.request(ShowPanel{"saliency"});
  }
  draw_tooltip("Pin this image, and show its saliency");
}

void PredictionsPanel::draw_test(const FrameContext& frame) {
  const TestReport* report = frame.snapshot->test.get();
  const bool is_running = report && report->is_running;
  const double progress = report ? report->progress : 0;
  const std::string doc =
      "Evaluates the data source's test file with the weights as they are now, on a copy: the "
      "training goes on. Look at it seldom: what is chosen by it is no longer tested by it";
  if (draw_study_bar(frame, {"Evaluate test file", doc, is_running, progress}))
    frame.commands.send(EvaluateTest{});
  if (!is_running) {
    same_line_if_fits(button_width("With augmentation"));
    const bool is_image = frame.snapshot->network->input.is_image();
    ImGui::BeginDisabled(!is_image);
    if (ImGui::Button("With augmentation")) frame.commands.send(EvaluateTest{true});
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
