// SPDX-License-Identifier: MIT
#include "app/panels/curves_panel.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "app/chart/canvas.h"
#include "app/chart/chart_drawing.h"
#include "app/panels/compare_menu.h"
#include "app/panels/curve_options_editor.h"
#include "app/panels/widgets.h"
#include "app/report/study_figures.h"
#include "app/view_models/number_text.h"

namespace netdyno::app {

namespace {

constexpr float kLowPanel = 20;     // height in font heights below which options are in a list
constexpr float kLeastPlot = 6.5f;  // height in font heights of each of two charts
constexpr double kWideGap = 0.1;    // of accuracies: worth a warning colour

// As the legend hides them on the screen.
void hide_lines(Figure& figure, const std::set<std::string>& hidden) {
  std::erase_if(figure.lines, [&](const LineSeries& line) { return is_hidden(line, hidden); });
}

}  // namespace

void CurvesPanel::draw(const FrameContext& frame) {
  if (frame.history.empty() && frame.compared.empty()) {
    if (draw_unready_state(frame)) return;
    advice_.draw(frame, false);
    draw_empty_state("No steps yet", "Press Train, or take one step, to see loss and accuracy",
                     frame.theme);
    return;
  }
  if (is_linked()) window_.x = frame.selection.steps;
  for (const Intent intent : frame.pressed) take(frame, intent);
  const bool is_low = ImGui::GetContentRegionAvail().y < kLowPanel * frame.theme.font_px;
  draw_options(frame, is_low);
  advice_.draw(frame, is_low);
  data_.update(frame.history, options_);
  compared_.update(frame.compared, options_);
  trends_.collect(frame.snapshot, frame.history);
  draw_charts(frame);
  draw_axis_menu(frame);
}

std::vector<std::string> CurvesPanel::probes() const {
  // Whatever is drawn now: who chooses the sizes of the layers later finds them recorded.
  return {"gradients", "updates", "weights"};
}

void CurvesPanel::take(const FrameContext& frame, Intent intent) {
  if (intent == Intent::FitCurves) fit(frame);
  if (intent != Intent::ToggleLogLoss) return;
  options_.log_y = !options_.log_y;
  take(frame, CurveOptionsEdit{.has_new_loss = true});
}

const TrendRow* CurvesPanel::lower_row() const {
  return lower_ > 0 ? &trend_rows()[lower_ - 1] : nullptr;
}

void CurvesPanel::set_x(const FrameContext& frame, const std::optional<AxisRange>& x) {
  window_.x = x;
  if (is_linked()) frame.actions.request(LinkSteps{x});
}

void CurvesPanel::fit(const FrameContext& frame) {
  set_x(frame, std::nullopt);
  window_ = CurveWindow();
  trend_window_.reset();
}

void CurvesPanel::draw_lower_choice(const FrameContext& frame) {
  std::vector<std::string> names = {"accuracy"};
  std::vector<std::string> docs = {"Share of examples whose largest output is their label's"};
  for (const TrendRow& row : trend_rows()) {
    names.push_back(row.name);
    docs.push_back(row.doc);
  }
  const float width = 9 * frame.theme.font_px;
  same_line_if_fits(width);
  if (const auto chosen = draw_choice("lower", names, docs, lower_, width)) {
    lower_ = *chosen;
    trend_window_.reset();
  }
  draw_tooltip("What is drawn below the loss");
}

void CurvesPanel::draw_options(const FrameContext& frame, bool is_low) {
  if (!is_low) return draw_all_options(frame);
  // The plots need the height: one button, and what leads back to following the run.
  if (ImGui::Button("View")) ImGui::OpenPopup("view options");
  draw_tooltip("Smoothing, axes, what is drawn below the loss, compared runs");
  if (begin_popup_below("view options")) {
    draw_all_options(frame);
    ImGui::EndPopup();
  }
  draw_view_buttons(frame);
}

void CurvesPanel::draw_all_options(const FrameContext& frame) {
  take(frame, draw_curve_options(options_, frame.theme));
  draw_lower_choice(frame);
  take(frame, draw_more_curve_options(options_, frame.theme));
  draw_compare_menu(frame);
  draw_view_buttons(frame);
}

void CurvesPanel::take(const FrameContext& frame, const CurveOptionsEdit& edit) {
  if (edit.has_new_x) window_.x.reset();
  if (edit.has_new_loss) window_.loss.reset();
  if (edit.has_new_accuracy) window_.accuracy.reset();
  if (edit.fits) fit(frame);
  if (edit.color) frame.actions.request(RecolorRun{*edit.color});
}

void CurvesPanel::draw_axis_menu(const FrameContext& frame) {
  if (std::exchange(opens_menu_, false)) ImGui::OpenPopup("axes");
  if (!ImGui::BeginPopup("axes")) return;
  if (ImGui::MenuItem("Follow the run", "A")) fit(frame);
  take(frame, draw_curve_axis_items(options_));
  ImGui::EndPopup();
}

void CurvesPanel::draw_view_buttons(const FrameContext& frame) {
  const Theme& theme = frame.theme;
  const bool follows = window_.follows() && !trend_window_;
  same_line_if_fits(button_width("Follow"));
  ImGui::BeginDisabled(follows);
  if (ImGui::Button("Follow")) fit(frame);
  ImGui::EndDisabled();
  draw_tooltip(follows ? "Following the run; zoom with the wheel (with Ctrl: the y axis), drag to "
                         "pan, drag with the right button or Shift to zoom to a box"
                       : "Follow the run again: show all of it (A, or double-click)");
  if (follows) return;
  same_line_if_fits(ImGui::CalcTextSize("zoomed").x);
  ImGui::AlignTextToFramePadding();
  draw_text_line("zoomed", theme.warning);
}

ChartNote CurvesPanel::gap_note(const FrameContext& frame) const {
  const auto gap = accuracy_gap(frame.history, data_);
  if (!gap) return {};
  const double tenths = std::round(*gap * 1000) + 0.0;  // no "-0.0"
  return {
      fmt::format("training − validation {:+.1f} points", tenths / 10),
      "Training accuracy (smoothed) − validation accuracy at the last validation, in percentage "
      "points. A big gap: overfitting, try more regularization. No gap and both low: "
      "underfitting, try more capacity",
      *gap > kWideGap ? frame.theme.warning : frame.theme.text_muted};
}

void CurvesPanel::draw_charts(const FrameContext& frame) {
  const ImVec2 available = ImGui::GetContentRegionAvail();
  const CurvesModel model = build_curves(frame.history, data_, options_, window_,
                                         static_cast<int>(plot_width_px_), frame.theme, compared_);
  crosshair_ = pointed_x(model.loss);
  plots_.clear();
  const float gap = ImGui::GetStyle().ItemSpacing.y;
  if ((available.y - gap) / 2 < kLeastPlot * frame.theme.font_px) return draw_tabs(frame, model);
  // The lower chart's labels serve both.
  const float labels = frame.theme.small_font_px + frame.theme.gap_px / 2;
  const float upper = (available.y - gap - labels) / 2;
  const Figure lower = lower_row() ? trend_figure(frame, model) : Figure();
  const float axis_px =
      std::max(y_axis_width(model.loss, upper, frame.theme),
               y_axis_width(lower_row() ? lower : model.accuracy, upper, frame.theme));
  draw_one(frame, model.loss, CurveMetric::Loss, ImVec2(available.x, upper), false, axis_px);
  draw_lower(frame, model, ImVec2(available.x, ImGui::GetContentRegionAvail().y), axis_px);
}

// Read before either chart is drawn, so that both show the same step. The plots lie where they lay
// in the last frame.
std::optional<double> CurvesPanel::pointed_x(const Figure& figure) const {
  const ImVec2 pointer = ImGui::GetIO().MousePos;
  if (!ImGui::IsWindowHovered(ImGuiHoveredFlags_AllowWhenBlockedByActiveItem)) return std::nullopt;
  for (const Rect& plot : plots_)
    if (plot.contains(pointer.x, pointer.y))
      return AxisMap(figure.x, plot.x, plot.x + plot.width).data_from_px(pointer.x);
  return std::nullopt;
}

void CurvesPanel::keep_place(const ChartResult& drawn) {
  plots_.push_back({drawn.plot_min.x, drawn.plot_min.y, drawn.plot_max.x - drawn.plot_min.x,
                    drawn.plot_max.y - drawn.plot_min.y});
}

Figure CurvesPanel::trend_figure(const FrameContext& frame, const CurvesModel& model) const {
  return build_trend(*lower_row(), frame.history, trends_, options_, model.loss.x, trend_window_,
                     static_cast<int>(plot_width_px_), frame.theme);
}

void CurvesPanel::draw_lower(const FrameContext& frame, const CurvesModel& model,
                             const ImVec2& size, float axis_px) {
  const TrendRow* row = lower_row();
  if (!row) return draw_one(frame, model.accuracy, CurveMetric::Accuracy, size, true, axis_px);
  ChartOptions chart;
  chart.size = size;
  chart.y_axis_width = axis_px;
  chart.crosshair = crosshair_;
  chart.note.text = trend_note(*row, frame.history, trends_);
  chart.note.tooltip =
      "The sizes of every layer are recorded while this panel is visible; lines break where they "
      "were not";
  chart.note.color = frame.theme.text_muted;
  chart.read_out = [&](double x, double) {
    return read_trend(*row, frame.history, trends_, options_, x, frame.theme);
  };
  const ChartResult drawn =
      draw_chart(row->name.c_str(), trend_figure(frame, model), chart, trend_state_, frame.theme);
  keep_place(drawn);
  if (drawn.x) set_x(frame, drawn.x);
  if (drawn.y) trend_window_ = drawn.y;
  opens_menu_ = opens_menu_ || drawn.wants_menu;
  if (drawn.fit) fit(frame);
}

void CurvesPanel::draw_tabs(const FrameContext& frame, const CurvesModel& model) {
  if (!ImGui::BeginTabBar("metric")) return;
  if (ImGui::BeginTabItem("Loss")) {
    draw_one(frame, model.loss, CurveMetric::Loss, ImGui::GetContentRegionAvail(), true, 0);
    ImGui::EndTabItem();
  }
  const std::string lower = (lower_row() ? lower_row()->name : "Accuracy") + "###lower";
  if (ImGui::BeginTabItem(lower.c_str())) {
    draw_lower(frame, model, ImGui::GetContentRegionAvail(), 0);
    ImGui::EndTabItem();
  }
  ImGui::EndTabBar();
}

void CurvesPanel::draw_one(const FrameContext& frame, const Figure& figure, CurveMetric metric,
                           const ImVec2& size, bool has_x_labels, float axis_px) {
  ChartOptions chart;
  chart.size = size;
  chart.has_x_labels = has_x_labels;
  chart.y_axis_width = axis_px;
  chart.crosshair = crosshair_;
  chart.read_out = [&](double x, double radius) {
    return read_curves(frame.history, data_, options_, metric, x, radius, frame.theme, compared_);
  };
  const bool is_loss = metric == CurveMetric::Loss;
  if (!is_loss) chart.note = gap_note(frame);
  // A run that is hidden is hidden in both.
  ChartState& state = is_loss ? loss_state_ : accuracy_state_;
  state.hidden = hidden_;
  apply(frame, draw_chart(is_loss ? "loss" : "accuracy", figure, chart, state, frame.theme),
        metric);
  hidden_ = state.hidden;
}

void CurvesPanel::apply(const FrameContext& frame, const ChartResult& result, CurveMetric metric) {
  keep_place(result);
  if (result.plot_width_px > 0) plot_width_px_ = result.plot_width_px;
  if (result.x) set_x(frame, result.x);
  if (result.y) (metric == CurveMetric::Loss ? window_.loss : window_.accuracy) = result.y;
  opens_menu_ = opens_menu_ || result.wants_menu;
  if (result.fit) fit(frame);
}

std::vector<RunFigure> CurvesPanel::figures(const FrameContext& frame) const {
  if (frame.history.empty() && frame.compared.empty()) return {};
  const auto history = std::make_shared<const History>(frame.history);
  const ComparedRunList compared(frame.compared.begin(), frame.compared.end());
  const auto curve = [&](CurveMetric metric, const char* id, const char* title) {
    return chart_figure(
        id, title,
        [=, options = options_, window = window_, hidden = hidden_](const FigurePage& page) {
          CurveData data;
          Figure figure = curve_figure(*history, data, compared, metric, options, window, page);
          hide_lines(figure, hidden);
          return figure;
        },
        {title});
  };
  std::vector<RunFigure> figures = {curve(CurveMetric::Loss, "loss", "Loss")};
  if (!lower_row())
    figures.push_back(curve(CurveMetric::Accuracy, "accuracy", "Accuracy"));
  else
    figures.push_back(trend_run_figure(*history));
  return figures;
}

RunFigure CurvesPanel::trend_run_figure(const History& history) const {
  const auto kept = std::make_shared<const History>(history);
  const auto trends = std::make_shared<const LayerTrends>(trends_);
  RunFigure trend = chart_figure(
      "trend", lower_row()->name,
      [=, row = lower_row(), options = options_, window = window_, y = trend_window_,
       hidden = trend_state_.hidden](const FigurePage& page) {
        const int width = static_cast<int>(2 * page.width);
        CurveData data;
        const Figure loss = curve_figure(*kept, data, {}, CurveMetric::Loss, options, window, page);
        Figure figure = build_trend(*row, *kept, *trends, options, loss.x, y, width, page.theme);
        hide_lines(figure, hidden);
        return figure;
      },
      {lower_row()->name});
  return trend;
}

}  // namespace netdyno::app
