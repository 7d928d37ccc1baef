// SPDX-License-Identifier: MIT
#include "app/report/study_figures.h"

#include "app/view_models/network_model.h"
#include "app/view_models/range_test_model.h"
#include "app/view_models/sensitivity_model.h"

namespace netdyno::app {

namespace {

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

}  // namespace

Figure curve_figure(const History& history, CurveData& data, ComparedRunSpan compared,
                    CurveMetric metric, const CurveOptions& options, const CurveWindow& window,
                    const FigurePage& page) {
  data.update(history, options);
  ComparedCurves others;
  others.update(compared, options);
  // Two columns of the decimation for each point of the page.
  CurvesModel model = build_curves(history, data, options, window, static_cast<int>(2 * page.width),
                                   page.theme, others);
  return metric == CurveMetric::Loss ? model.loss : model.accuracy;
}

void ChartWindow::apply(Figure& figure) const {
  if (x) figure.x.min = x->min, figure.x.max = x->max;
  if (y) figure.y.min = y->min, figure.y.max = y->max;
}

RunFigure range_test_figure(const std::shared_ptr<const RangeTestResult>& result, bool has_title,
                            const ChartWindow& window) {
  RunFigure figure = chart_figure("range-test", "Learning rate range test",
                                  [result, window](const FigurePage& page) {
                                    Figure chart = build_range_test(*result, page.theme);
                                    window.apply(chart);
                                    return chart;
                                  },
                                  {has_title ? "Learning rate range test" : ""});
  figure.csv = figure_csv(build_range_test(*result, Theme::light(1)));
  return figure;
}

RunFigure sensitivity_figure(const std::shared_ptr<const SensitivityReport>& report, bool has_title,
                             const ChartWindow& window) {
  RunFigure figure = chart_figure("sensitivity", "Sensitivity to changes of the weights",
                                  [report, window](const FigurePage& page) {
                                    Figure chart = build_sensitivity(*report, page.theme);
                                    window.apply(chart);
                                    return chart;
                                  },
                                  {has_title ? "Sensitivity to changes of the weights" : ""});
  figure.csv = figure_csv(build_sensitivity(*report, Theme::light(1)));
  return figure;
}

std::vector<RunFigure> study_figures(const std::shared_ptr<const StudyReport>& report,
                                     bool has_title) {
  if (const auto* test = std::get_if<RangeTestResult>(report.get()); test && !test->points.empty())
    return {range_test_figure({report, test}, has_title)};
  if (const auto* moved = std::get_if<SensitivityReport>(report.get());
      moved && !moved->curves.empty())
    return {sensitivity_figure({report, moved}, has_title)};
  return {};
}

RunFigure network_figure(const NetworkSummary& network, bool has_title) {
  const Cells cells = network_cells(network);
  std::string csv;
  for (const auto& row : cells)
    for (std::size_t i = 0; i < row.size(); ++i)
      csv.append(csv_field(row[i])).append(i + 1 < row.size() ? "," : "\n");
  return {"network", "Network",
          [cells, has_title](const FigurePage& page) {
            return table_sheet(has_title ? "Network" : "", cells, 3, page);
          },
          csv};
}

}  // namespace netdyno::app
