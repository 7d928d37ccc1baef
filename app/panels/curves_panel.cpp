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
#include "app/panels/number_box.h"
#include "app/panels/widgets.h"
#include "app/report/study_figures.h"
#include "app/view_models/number_text.h"

namespace netdyno::app {

namespace {

constexpr float kLeastPlot = 6.5f;     // height in font heights of each of two charts
constexpr float kSmoothingWidth = 4;   // in font heights
constexpr double kWideGap = 0.1;       // of accuracies: worth a warning colour
constexpr int kMostSkipped = 1000000;  // records

// One of the theme's colours for runs; all but the one that is taken by validation.
std::optional<std::size_t> draw_color_choice(const Theme& theme) {
  std::optional<std::size_t> chosen;
  for (std::size_t i = 0; i < theme.series.size(); ++i) {
    if (i == kValidationSeries) continue;
    ImGui::PushID(static_cast<int>(i));
    if (ImGui::ColorButton("color", vec4(theme.series[i]),
                           ImGuiColorEditFlags_NoTooltip | ImGuiColorEditFlags_NoDragDrop))
      chosen = i;
    draw_tooltip(i == 0 ? "The usual colour" : "The run's colour in every panel");
    ImGui::PopID();
    if (i + 1 < theme.series.size()) ImGui::SameLine();
  }
  return chosen;
}

const std::array<std::string, 3> kAxes = {"step", "epoch", "time"};
const std::array<std::string, 3> kAxisDocs = {
    "Minibatches trained", "Passes over the training data", "Seconds of training, pauses excluded"};

// As the legend hides them on the screen.
void hide_lines(Figure& figure, const std::set<std::string>& hidden) {
  std::erase_if(figure.lines,
                [&](const LineSeries& line) { return hidden.contains(line_key(line)); });
}

}  // namespace

void CurvesPanel::draw(const FrameContext& frame) {
  if (frame.history.empty() && frame.compared.empty()) {
    if (draw_unready_state(frame)) return;
    draw_diverged_notice(frame);
    draw_empty_state("No steps yet", "Press Train, or take one step, to see loss and accuracy",
                     frame.theme);
    return;
  }
  if (is_linked()) window_.x = frame.selection.steps;
  for (const Intent intent : frame.pressed) take(frame, intent);
  draw_options(frame);
  draw_diverged_notice(frame);
  data_.update(frame.history, options_.smoothing,
               options_.matches_x ? std::optional(options_.x_axis) : std::nullopt);
  compared_.update(frame.compared, options_.smoothing);
  trends_.collect(frame.snapshot, frame.history);
  draw_charts(frame);
  draw_axis_menu(frame);
}

std::vector<std::string> CurvesPanel::probes() const {
  return lower_row() ? lower_row()->probes : std::vector<std::string>();
}

void CurvesPanel::take(const FrameContext& frame, Intent intent) {
  if (intent == Intent::FitCurves) fit(frame);
  if (intent != Intent::ToggleLogLoss) return;
  options_.log_y = !options_.log_y;
  window_.loss.reset();
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
  const float width = 10 * frame.theme.font_px;
  same_line_if_fits(width);
  if (const auto chosen = draw_choice("lower", names, docs, lower_, width)) {
    lower_ = *chosen;
    trend_window_.reset();
  }
  draw_tooltip("What is drawn below the loss");
}

void CurvesPanel::draw_smoothing(const Theme& theme) {
  ImGui::AlignTextToFramePadding();
  draw_text_line(fmt::format("smoothing {:.2f}", options_.smoothing), theme.text);
  ImGui::SameLine();
  ImGui::SetNextItemWidth(kSmoothingWidth * theme.font_px);
  auto smoothing = static_cast<float>(options_.smoothing);
  // Dragged in steps of 0.01 up to 0.99; typed (Ctrl + click) up to 0.999.
  const SliderEdit edit =
      draw_slider("##smoothing", smoothing, 0.0f, 0.99f, static_cast<float>(kMaxSmoothing), "",
                  ImGuiSliderFlags_NoRoundToFormat);
  const double steps = edit == SliderEdit::Typed ? 1000.0 : 100.0;
  if (edit != SliderEdit::None)
    options_.smoothing = std::clamp(std::round(smoothing * steps) / steps, 0.0, kMaxSmoothing);
  draw_tooltip(
      options_.matches_x
          ? "Weight w of an average whose memory falls by √w with each thousandth of the x axis, "
            "of the values themselves also on a log axis; 0 shows the values alone"
          : "Weight w of the exponential average s ← w s + (1 − w) x, divided by 1 − wⁿ, of the "
            "values themselves also on a log axis; 0 shows the values alone. Ctrl + click to type "
            "up to 0.999");
}

void CurvesPanel::draw_more(const FrameContext& frame) {
  const Theme& theme = frame.theme;
  same_line_if_fits(button_width("More"));
  if (ImGui::Button("More")) ImGui::OpenPopup("more");
  draw_tooltip("Smoothing by x, skipped steps, the run's colour");
  if (!ImGui::BeginPopup("more")) return;
  ImGui::Checkbox("match smoothing by x", &options_.matches_x);
  draw_tooltip(
      "Smooth by distance on the x axis rather than by number of values, so that series of "
      "different density are smoothed alike");
  ImGui::SetNextItemWidth(7 * theme.font_px);
  const NumberBox skipped = draw_integer_box("steps skipped at the start",
                                             static_cast<std::int64_t>(options_.skipped), 10, 100);
  if (skipped.is_done && skipped.value) {
    options_.skipped = static_cast<std::size_t>(
        std::clamp(*skipped.value, 0.0, static_cast<double>(kMostSkipped)));
    fit(frame);
  }
  draw_tooltip("The followed view starts after them, for runs whose first losses are huge");
  ImGui::AlignTextToFramePadding();
  ImGui::TextUnformatted("colour of the run");
  ImGui::SameLine();
  if (const auto chosen = draw_color_choice(theme)) frame.actions.request(RecolorRun{*chosen});
  ImGui::EndPopup();
}

void CurvesPanel::draw_options(const FrameContext& frame) {
  const Theme& theme = frame.theme;
  draw_smoothing(theme);
  const float choice = 4.6f * theme.font_px;
  same_line_if_fits(choice);
  if (const auto chosen = draw_choice("x axis", kAxes, kAxisDocs,
                                      static_cast<std::size_t>(options_.x_axis), choice)) {
    options_.x_axis = static_cast<CurveAxis>(*chosen);
    window_.x.reset();
  }
  draw_tooltip("What the x axis counts");
  draw_axis_options();
  draw_lower_choice(frame);
  draw_more(frame);
  draw_compare_menu(frame);
  draw_view_buttons(frame);
}

void CurvesPanel::draw_axis_options() {
  same_line_if_fits(checkbox_width("log x"));
  if (ImGui::Checkbox("log x", &options_.log_x)) window_.x.reset();
  draw_tooltip("Logarithmic x axis");
  same_line_if_fits(checkbox_width("log y"));
  if (ImGui::Checkbox("log y", &options_.log_y)) window_.loss.reset();
  draw_tooltip("Logarithmic loss axis (L); values ≤ 0 are left out and counted");
  same_line_if_fits(checkbox_width("robust"));
  if (ImGui::Checkbox("robust", &options_.ignores_outliers)) {
    window_.loss.reset();
    window_.accuracy.reset();
  }
  draw_tooltip("Fit the y axis to the 5th to 95th percentile of what is shown");
}

void CurvesPanel::draw_axis_menu(const FrameContext& frame) {
  if (std::exchange(opens_menu_, false)) ImGui::OpenPopup("axes");
  if (!ImGui::BeginPopup("axes")) return;
  if (ImGui::MenuItem("Show the whole run", "A")) fit(frame);
  if (ImGui::MenuItem("Logarithmic x axis", nullptr, options_.log_x)) {
    options_.log_x = !options_.log_x;
    window_.x.reset();
  }
  if (ImGui::MenuItem("Logarithmic loss axis", "L", options_.log_y))
    take(frame, Intent::ToggleLogLoss);
  if (ImGui::MenuItem("Without outliers", nullptr, options_.ignores_outliers)) {
    options_.ignores_outliers = !options_.ignores_outliers;
    window_.loss.reset();
    window_.accuracy.reset();
  }
  ImGui::EndPopup();
}

void CurvesPanel::draw_view_buttons(const FrameContext& frame) {
  const Theme& theme = frame.theme;
  const bool follows = window_.follows() && !trend_window_;
  same_line_if_fits(button_width("Follow"));
  ImGui::BeginDisabled(follows);
  if (ImGui::Button("Follow")) fit(frame);
  ImGui::EndDisabled();
  draw_tooltip(follows ? "Following the run; zoom with the wheel, drag to pan, drag with the right "
                         "button or Shift to zoom to a box"
                       : "Show the whole run again and follow it (or double-click)");
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
  crosshair_ = std::exchange(next_crosshair_, std::nullopt);
  const CurvesModel model = build_curves(frame.history, data_, options_, window_,
                                         static_cast<int>(plot_width_px_), frame.theme, compared_);
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
  chart.read_out = [&](double x, double) {
    return read_trend(*row, frame.history, trends_, options_, x, frame.theme);
  };
  const ChartResult drawn =
      draw_chart(row->name.c_str(), trend_figure(frame, model), chart, trend_state_, frame.theme);
  if (drawn.pointer_x) next_crosshair_ = drawn.pointer_x;
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
  apply(frame,
        draw_chart(is_loss ? "loss" : "accuracy", figure, chart,
                   is_loss ? loss_state_ : accuracy_state_, frame.theme),
        metric);
}

void CurvesPanel::apply(const FrameContext& frame, const ChartResult& result, CurveMetric metric) {
  if (result.pointer_x) next_crosshair_ = result.pointer_x;
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
  const auto curve = [&](CurveMetric metric, const char* id, const char* title,
                         const ChartState& state) {
    return chart_figure(
        id, title,
        [=, options = options_, window = window_, hidden = state.hidden](const FigurePage& page) {
          Figure figure = curve_figure(*history, compared, metric, options, window, page);
          hide_lines(figure, hidden);
          return figure;
        },
        {title});
  };
  std::vector<RunFigure> figures = {curve(CurveMetric::Loss, "loss", "Loss", loss_state_)};
  if (!lower_row())
    figures.push_back(curve(CurveMetric::Accuracy, "accuracy", "Accuracy", accuracy_state_));
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
        const Figure loss = curve_figure(*kept, {}, CurveMetric::Loss, options, window, page);
        Figure figure = build_trend(*row, *kept, *trends, options, loss.x, y, width, page.theme);
        hide_lines(figure, hidden);
        return figure;
      },
      {lower_row()->name});
  return trend;
}

}  // namespace netdyno::app
