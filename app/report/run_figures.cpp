// SPDX-License-Identifier: MIT
#include "app/report/run_figures.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <iterator>
#include <utility>

#include "app/chart/page_figure.h"
#include "app/chart/smoothing.h"
#include "app/view_models/boundary_model.h"
#include "app/view_models/image_model.h"
#include "app/view_models/network_model.h"
#include "app/view_models/number_text.h"

namespace netdyno::app {

namespace {

constexpr double kChartAspect = 1.5;

// A chart with the page's width.
Sheet chart_sheet(Figure figure, const std::string& title, const FigurePage& page, double aspect,
                  Pixels backdrop = {}) {
  figure.title = title;
  const double height = page.width / aspect, margin = page.font / 2;
  const PageRect area = {margin, margin, page.width - 2 * margin, height - 2 * margin};
  return {[=, figure = std::move(figure), backdrop = std::move(backdrop)](VectorCanvas& canvas) {
            draw_figure(canvas, figure, page, area, backdrop.width > 0 ? &backdrop : nullptr);
          },
          height};
}

using Figures = std::vector<RunFigure>;
using Content = RunContent;
using Options = FigureOptions;

std::string title_of(const Options& options, const std::string& title) {
  return options.has_titles ? title : std::string();
}

void add_curves(const Content& content, const Options& options, Figures& figures) {
  if (content.history.empty()) return;
  const auto curve = [&content, options](CurveMetric metric, const std::string& title) {
    return [&content, options, metric, title](const FigurePage& page) {
      CurveData data;
      data.update(content.history, options.curves.smoothing);
      // Two columns of the decimation for each point of the page: as fine as a good print.
      CurvesModel model = build_curves(content.history, data, options.curves, {},
                                       static_cast<int>(2 * page.width), page.theme);
      return chart_sheet(std::move(metric == CurveMetric::Loss ? model.loss : model.accuracy),
                         title_of(options, title), page, kChartAspect);
    };
  };
  figures.push_back({"loss", "Loss", curve(CurveMetric::Loss, "Loss"), ""});
  figures.push_back({"accuracy", "Accuracy", curve(CurveMetric::Accuracy, "Accuracy"), ""});
}

Figure learning_rate_figure(const History& history, CurveAxis axis, const FigurePage& page) {
  const Column& x = x_column(history, axis);
  const Column& rate = history.column(History::Metric::LearningRate);
  Figure figure;
  const AxisRange range = fitted(x[0], x[x.size() - 1], AxisScale::Linear, 0);
  figure.x = {axis_name(axis), AxisScale::Linear, range.min, range.max};
  const Column::Extent extent = rate.extent(0, rate.size());
  const bool is_log = extent.low > 0 && extent.high / extent.low >= 20;
  const AxisScale scale = is_log ? AxisScale::Log : AxisScale::Linear;
  const AxisRange rates = fitted(is_log ? extent.low : 0, extent.high, scale, 0.05);
  figure.y = {"learning rate η", scale, is_log ? rates.min : 0, rates.max};
  LineSeries line;
  line.color = page.theme.training;
  line.x.assign(x.values().begin(), x.values().end());
  line.y.assign(rate.values().begin(), rate.values().end());
  figure.lines.push_back(std::move(line));
  return figure;
}

void add_learning_rate(const Content& content, const Options& options, Figures& figures) {
  if (content.history.empty()) return;
  figures.push_back({"learning-rate", "Learning rate",
                     [&content, options](const FigurePage& page) {
                       return chart_sheet(
                           learning_rate_figure(content.history, options.curves.x_axis, page),
                           title_of(options, "Learning rate"), page, 2);
                     },
                     ""});
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
  smooth.y.assign(smoothed.values().values().begin(), smoothed.values().values().end());
  const auto [first, last] = std::ranges::minmax(recorded.x);
  const AxisRange x = fitted(first, last, AxisScale::Linear, 0);
  const Column::Extent extent = raw.extent(0, raw.size());
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
  for (const ScalarSeries& series : content.scalars)
    figures.push_back({file_name(series.tag), series.tag,
                       [&series, options](const FigurePage& page) {
                         return chart_sheet(scalar_figure(series, options.curves.x_axis,
                                                          options.curves.smoothing, page),
                                            title_of(options, series.tag), page, kChartAspect);
                       },
                       scalar_csv(series)});
}

std::string distribution_csv(const DistributionSet& set) {
  std::string csv = "layer,name,low,high,count\n";
  for (const Distribution& row : set.rows) {
    const Histogram& h = row.histogram;
    const double width =
        (h.hi - h.lo) / static_cast<double>(std::max<std::size_t>(h.counts.size(), 1));
    for (std::size_t i = 0; i < h.counts.size(); ++i)
      fmt::format_to(std::back_inserter(csv), "{},{},{},{},{}\n", row.layer, csv_field(row.name),
                     h.lo + width * static_cast<double>(i),
                     h.lo + width * static_cast<double>(i + 1), h.counts[i]);
    fmt::format_to(std::back_inserter(csv), "{},{},0,0,{}\n", row.layer, csv_field(row.name),
                   h.zeros);
  }
  return csv;
}

void add_distributions(const Content& content, const Options& options, Figures& figures) {
  for (const auto& [kind, id] : {std::pair{DistributionKind::Activations, "activations"},
                                 std::pair{DistributionKind::Gradients, "gradients"},
                                 std::pair{DistributionKind::Weights, "weights"}}) {
    const auto* set = content.probe<DistributionSet>(id);
    if (!set || set->rows.empty()) continue;
    const std::string title = fmt::format("{} after step {}", distribution_heading(kind).label,
                                          content.probes.find(id)->second->step);
    figures.push_back({id, distribution_heading(kind).label,
                       [set, title, options, kind = kind](const FigurePage& page) {
                         return distribution_sheet(title_of(options, title),
                                                   build_distributions(*set, kind), page);
                       },
                       distribution_csv(*set)});
  }
}

PictureLegend filter_legend(const ImageGrid& grid, const FigurePage& page) {
  if (grid.channels == 3) return {};
  const double limit = filter_limit(grid);
  return {diverging_legend(kMapLegendWidth, page.theme), number_text(-limit), "0",
          number_text(limit)};
}

Sheet filter_sheet(const ImageGrid& grid, const std::string& title, const FigurePage& page) {
  const Pixels all = filter_pixels(grid, 1, 0, page.theme);  // one above the other
  const std::size_t size = static_cast<std::size_t>(grid.width * grid.height);
  std::vector<Picture> pictures;
  for (std::size_t i = 0; i < static_cast<std::size_t>(grid.count); ++i) {
    Picture picture;
    picture.pixels.width = static_cast<int>(grid.width);
    picture.pixels.height = static_cast<int>(grid.height);
    const auto first = all.rgba.begin() + static_cast<std::ptrdiff_t>(i * size);
    picture.pixels.rgba.assign(first, first + static_cast<std::ptrdiff_t>(size));
    pictures.push_back(std::move(picture));
  }
  const std::size_t columns = best_columns(pictures.size(), page.width, page.width * 0.6);
  return picture_sheet(title, pictures, columns, 8 * page.font, filter_legend(grid, page), page);
}

void add_filters(const Content& content, const Options& options, Figures& figures) {
  const auto* grid = content.probe<ImageGrid>("filters");
  if (!grid || grid->count == 0) return;
  const std::string title =
      fmt::format("Filters of layer {}, {}×{}", grid->layer, grid->height, grid->width);
  figures.push_back({"filters", "Filters",
                     [grid, title, options](const FigurePage& page) {
                       return filter_sheet(*grid, title_of(options, title), page);
                     },
                     ""});
}

Sheet saliency_sheet(const SaliencySet& set, const std::vector<std::string>& names,
                     const std::string& title, const FigurePage& page) {
  std::vector<Picture> pictures;
  for (const SaliencyImage& image : set.images) {
    const PredictionModel prediction = build_prediction(image, names, 1);
    pictures.push_back({image_pixels(image), prediction.truth});
    pictures.push_back({saliency_pixels(image, page.theme), "→ " + prediction.predicted});
  }
  return picture_sheet(title, pictures, 4, 14 * page.font,
                       {sequential_legend(kMapLegendWidth, page.theme), "0", "", "largest"}, page);
}

void add_saliency(const Content& content, const Options& options, Figures& figures) {
  const auto* set = content.probe<SaliencySet>("saliency");
  if (!set || set->images.empty()) return;
  const std::string title = "Which pixels the prediction depends on";
  figures.push_back({"saliency", "Saliency",
                     [set, title, options, &content](const FigurePage& page) {
                       return saliency_sheet(*set, content.class_names, title_of(options, title),
                                             page);
                     },
                     ""});
}

void add_boundary(const Content& content, const Options& options, Figures& figures) {
  const auto* map = content.probe<DecisionMap>("boundary");
  if (!map || !map->is_planar) return;
  figures.push_back({"boundary", "Decision boundary",
                     [map, options, &content](const FigurePage& page) {
                       return chart_sheet(build_boundary(*map, content.class_names, page.theme),
                                          title_of(options, "Decision boundary"), page, 1.1,
                                          region_pixels(*map, page.theme));
                     },
                     figure_csv(build_boundary(*map, content.class_names, Theme::light(1)))});
}

std::string confusion_csv(const ConfusionMatrix& matrix) {
  std::string csv = "label";
  for (const std::string& name : matrix.names) csv.append(",").append(csv_field(name));
  for (std::size_t row = 0; row < matrix.names.size(); ++row) {
    csv.append("\n").append(csv_field(matrix.names[row]));
    for (std::size_t column = 0; column < matrix.names.size(); ++column)
      csv.append(",").append(std::to_string(matrix.at(row, column)));
  }
  csv.append("\n");
  return csv;
}

void add_confusion(const Content& content, const Options& options, Figures& figures) {
  if (!content.confusion) return;
  figures.push_back({"confusion", "Confusion matrix",
                     [&content, options](const FigurePage& page) {
                       return confusion_sheet(title_of(options, "Confusion matrix, validation"),
                                              *content.confusion, page);
                     },
                     confusion_csv(*content.confusion)});
}

using Cells = std::vector<std::vector<std::string>>;

Cells network_cells(const NetworkSummary& network) {
  const NetworkModel model = build_network(network);
  Cells cells = {{"#", "layer", "settings", "output", "parameters", "sees"}};
  cells.push_back({"", "input", "", model.input, "", ""});
  for (const NetworkRow& row : model.rows)
    cells.push_back(
        {row.index, row.type, row.options, row.output, row.parameters, row.receptive_field});
  return cells;
}

void add_network(const Content& content, const Options& options, Figures& figures) {
  if (!content.network) return;
  const Cells cells = network_cells(*content.network);
  std::string csv;
  for (const auto& row : cells)
    for (std::size_t i = 0; i < row.size(); ++i)
      csv.append(csv_field(row[i])).append(i + 1 < row.size() ? "," : "\n");
  figures.push_back({"network", "Network",
                     [cells, options](const FigurePage& page) {
                       return table_sheet(title_of(options, "Network"), cells, 3, page);
                     },
                     csv});
}

}  // namespace

std::vector<RunFigure> run_figures(const RunContent& content, const FigureOptions& options) {
  Figures figures;
  for (const auto& add : {add_curves, add_learning_rate, add_scalars, add_confusion, add_boundary,
                          add_distributions, add_filters, add_saliency, add_network})
    add(content, options, figures);
  return figures;
}

std::string figure_file(const RunFigure& figure, FigurePage page, FileFormat format,
                        double dots_per_inch) {
  const Sheet sheet = figure.sheet(page);
  page.height = sheet.height;
  return page_bytes(sheet.draw, page, format, dots_per_inch, figure.title);
}

}  // namespace netdyno::app
