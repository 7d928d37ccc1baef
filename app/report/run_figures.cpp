// SPDX-License-Identifier: MIT
#include "app/report/run_figures.h"

#include <fmt/core.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <iterator>
#include <utility>

#include "app/chart/decimation.h"
#include "app/chart/smoothing.h"
#include "app/report/probe_figures.h"
#include "app/report/study_figures.h"
#include "app/view_models/number_text.h"

namespace netdyno::app {

namespace {

using Figures = std::vector<RunFigure>;
using Content = RunContent;
using Options = FigureOptions;

std::string title_of(const Options& options, const std::string& title) {
  return options.has_titles ? title : std::string();
}

// What was looked at of the history's files takes no memory afterwards.
class Released {
 public:
  explicit Released(const History& history) : history_(history) {}
  ~Released() { history_.release(); }
  Released(const Released&) = delete;
  Released& operator=(const Released&) = delete;

 private:
  const History& history_;
};

void add_curves(const Content& content, const Options& options, Figures& figures) {
  if (content.history.empty() && content.compared.empty()) return;
  for (const CurveMetric metric : {CurveMetric::Loss, CurveMetric::Accuracy}) {
    const bool is_loss = metric == CurveMetric::Loss;
    const std::string title = is_loss ? "Loss" : "Accuracy";
    figures.push_back(chart_figure(is_loss ? "loss" : "accuracy", title,
                                   [&content, options, metric](const FigurePage& page) {
                                     const Released after(content.history);
                                     return curve_figure(content.history, *content.curve_data,
                                                         content.compared, metric, options.curves,
                                                         {}, page);
                                   },
                                   {title_of(options, title)}));
  }
}

Figure learning_rate_figure(const History& history, CurveAxis axis, const FigurePage& page) {
  const Column& x = x_column(history, axis);
  const Column& rate = history.column(History::Metric::LearningRate);
  Figure figure;
  const AxisRange range = fitted(x[0], x[x.size() - 1], AxisScale::Linear, 0);
  figure.x = {axis_name(axis), AxisScale::Linear, range.min, range.max};
  const Extent extent = rate.extent(0, rate.size());
  const bool is_log = extent.low > 0 && extent.high / extent.low >= 20;
  const AxisScale scale = is_log ? AxisScale::Log : AxisScale::Linear;
  const AxisRange rates = fitted(is_log ? extent.low : 0, extent.high, scale, 0.05);
  figure.y = {"learning rate η", scale, is_log ? rates.min : 0, rates.max};
  LineSeries line;
  line.color = page.theme.training;
  DecimatedLine shown =
      decimate(x, rate, pixel_columns(x, figure.x, static_cast<int>(2 * page.width)));
  line.x = std::move(shown.x);
  line.y = std::move(shown.y);
  figure.lines.push_back(std::move(line));
  return figure;
}

void add_learning_rate(const Content& content, const Options& options, Figures& figures) {
  if (content.history.empty()) return;
  figures.push_back(chart_figure("learning-rate", "Learning rate",
                                 [&content, options](const FigurePage& page) {
                                   const Released after(content.history);
                                   return learning_rate_figure(content.history,
                                                               options.curves.x_axis, page);
                                 },
                                 {title_of(options, "Learning rate"), 2}));
}

Figure scalar_figure(const ScalarSeries& series, CurveAxis axis, double smoothing,
                     const FigurePage& page) {
  Column raw;
  for (const double value : series.values) raw.append(value);
  SmoothedColumn smoothed;
  smoothed.update(raw, smoothing);
  const bool is_time = axis == CurveAxis::Time;
  Figure figure;
  LineSeries recorded, smooth;
  recorded.color = page.theme.training.with_alpha(0.35f);
  recorded.width = 1;
  smooth.color = page.theme.training;
  for (std::size_t i = 0; i < series.values.size(); ++i)
    recorded.x.push_back(is_time ? series.seconds[i] : static_cast<double>(series.steps[i]));
  recorded.y = series.values;
  smooth.x = recorded.x;
  for (std::size_t i = 0; i < series.values.size(); ++i) smooth.y.push_back(smoothed.at(i));
  const auto [first, last] = std::ranges::minmax(recorded.x);
  const AxisRange x = fitted(first, last, AxisScale::Linear, 0);
  const Extent extent = raw.extent(0, raw.size());
  const AxisRange y = fitted(extent.low, extent.high, AxisScale::Linear, 0.05);
  figure.x = {is_time ? "time (s)" : "step", AxisScale::Linear, x.min, x.max};
  figure.y = {series.tag, AxisScale::Linear, y.min, y.max};
  figure.lines = {std::move(recorded), std::move(smooth)};
  return figure;
}

// "loss/train" names a file too.
std::string file_name(std::string tag) {
  for (char& c : tag)
    if (!std::isalnum(static_cast<unsigned char>(c)) && c != '-' && c != '.') c = '-';
  return "scalar-" + tag;
}

std::string scalar_csv(const ScalarSeries& series) {
  std::string csv = fmt::format("step,seconds,{}\n", csv_field(series.tag));
  for (std::size_t i = 0; i < series.values.size(); ++i)
    fmt::format_to(std::back_inserter(csv), "{},{},{}\n", series.steps[i], series.seconds[i],
                   series.values[i]);
  return csv;
}

void add_scalars(const Content& content, const Options& options, Figures& figures) {
  for (const ScalarSeries& series : content.scalars) {
    figures.push_back(chart_figure(file_name(series.tag), series.tag,
                                   [&series, options](const FigurePage& page) {
                                     return scalar_figure(series, options.curves.x_axis,
                                                          options.curves.smoothing, page);
                                   },
                                   {title_of(options, series.tag)}));
    figures.back().csv = scalar_csv(series);
  }
}

void add_distributions(const Content& content, const Options& options, Figures& figures) {
  for (const auto& [kind, id] : {std::pair{DistributionKind::Activations, "activations"},
                                 std::pair{DistributionKind::Gradients, "gradients"},
                                 std::pair{DistributionKind::Weights, "weights"},
                                 std::pair{DistributionKind::Updates, "updates"}}) {
    const auto* set = content.probe<DistributionSet>(id);
    if (set && !set->rows.empty())
      figures.push_back(
          distributions_figure(content.probes.find(id)->second, kind, options.has_titles));
  }
}

// The result of a probe that pictures can be made of; null without.
ProbeResultPtr pictures_of(const Content& content, const char* id) {
  const auto found = content.probes.find(id);
  if (found == content.probes.end() || !has_pictures(*found->second)) return nullptr;
  return found->second;
}

void add_pictures(const Content& content, const Options& options, Figures& figures) {
  const bool has_title = options.has_titles;
  for (const bool are_maps : {false, true})
    if (const auto grid = pictures_of(content, are_maps ? "feature_maps" : "filters"))
      figures.push_back(filters_figure(grid, are_maps, {}, has_title));
  if (const auto set = pictures_of(content, "saliency"))
    figures.push_back(saliency_figure(set, content.class_names, false, has_title));
  if (const auto set = pictures_of(content, "samples"))
    figures.push_back(samples_figure(set, content.class_names));
  if (const auto data = pictures_of(content, "data")) figures.push_back(data_figure(data));
}

void add_boundary(const Content& content, const Options& options, Figures& figures) {
  if (const auto map = pictures_of(content, "boundary"))
    figures.push_back(boundary_figure(map, content.class_names, options.has_titles));
}

void add_confusion(const Content& content, const Options& options, Figures& figures) {
  std::optional<ConfusionMatrix> matrix = content.confusion;
  if (const auto* set = content.probe<PredictionSet>("predictions"); !matrix && set)
    matrix = build_confusion(*set);
  if (matrix && matrix->total > 0)
    figures.push_back(confusion_figure(*matrix, content.class_names,
                                       title_of(options, "Confusion matrix, validation")));
}

void add_studies(const Content& content, const Options& options, Figures& figures) {
  for (const auto& [name, report] : content.studies)
    for (RunFigure& figure : study_figures(report, options.has_titles))
      figures.push_back(std::move(figure));
}

void add_network(const Content& content, const Options& options, Figures& figures) {
  if (content.network) figures.push_back(network_figure(*content.network, options.has_titles));
}

}  // namespace

std::vector<RunFigure> run_figures(const RunContent& content, const FigureOptions& options) {
  Figures figures;
  for (const auto& add : {add_curves, add_learning_rate, add_scalars, add_confusion, add_boundary,
                          add_studies, add_distributions, add_pictures, add_network})
    add(content, options, figures);
  return figures;
}

}  // namespace netdyno::app
