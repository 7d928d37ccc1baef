// SPDX-License-Identifier: MIT
#include "app/report/html_report.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <nlohmann/json.hpp>
#include <optional>
#include <span>

#include "app/chart/smoothing.h"
#include "app/chart/svg_canvas.h"
#include "app/view_models/network_model.h"
#include "app/view_models/number_text.h"

namespace netdyno::app {

namespace {

using Metric = History::Metric;

constexpr double kPageMm = 125;               // narrow: letters stay readable on a phone
constexpr std::size_t kReadOutPoints = 1500;  // of a curve; the figure itself shows all extremes

constexpr const char* kStyle = R"(
:root { color-scheme: light; --text: #1a1d22; --muted: #4f5866; --line: #d5dae1; --panel: #fff; }
* { box-sizing: border-box; }
body { font: 16px/1.5 Inter, "DejaVu Sans", system-ui, sans-serif; color: var(--text);
  background: #f4f5f7; margin: 0; }
main { max-width: 70rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.6rem; margin: .5rem 0; overflow-wrap: anywhere; }
h2 { font-size: 1.15rem; margin: 0 0 .5rem; }
section, figure { background: var(--panel); border: 1px solid var(--line); border-radius: 6px;
  padding: 1rem; margin: 0 0 1rem; }
.figures { columns: 26rem; column-gap: 1rem; }
figure { position: relative; break-inside: avoid; }
table { border-collapse: collapse; width: 100%; font-size: .85rem; line-height: 1.3; }
th { color: var(--muted); font-weight: normal; text-align: left; }
th, td { padding: .2rem .6rem .2rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
.number { text-align: right; white-space: nowrap; }
figure svg { width: 100%; height: auto; display: block; }
dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.2rem, 1fr)); gap: .75rem;
  margin: 0; }
dt { color: var(--muted); font-size: .85rem; } dd { margin: 0; font-size: 1.1rem; }
pre { overflow: auto; max-height: 30rem; font-size: .85rem; margin: 0; }
.read-out { position: absolute; pointer-events: none; background: #fffffff2; display: none;
  border: 1px solid var(--line); border-radius: 4px; padding: .3rem .5rem; font-size: .8rem;
  white-space: nowrap; z-index: 1; }
.hair { stroke: #4f5866; stroke-width: .5; visibility: hidden; }
.note { color: #a83f00; }
@media print { body { background: none; } main { max-width: none; padding: 0; }
  section, figure { border: none; padding: 0; break-inside: avoid; }
  .figures { columns: 2; } .recipe { break-inside: auto; }
  pre { max-height: none; white-space: pre-wrap; columns: 3; font-size: .6rem; line-height: 1.3; } }
)";

// Moves a hair line to the recorded step nearest to the pointer and says what is there.
constexpr const char* kScript = R"(
for (const figure of document.querySelectorAll('figure[data-curve]')) {
  const curve = JSON.parse(figure.dataset.curve), svg = figure.querySelector('svg');
  const box = svg.viewBox.baseVal;
  const area = curve.plot, out = figure.querySelector('.read-out');
  const hair = document.createElementNS('http://www.w3.org/2000/svg', 'line');
  hair.setAttribute('class', 'hair');
  hair.setAttribute('y1', area[1]); hair.setAttribute('y2', area[1] + area[3]);
  svg.appendChild(hair);
  const show = event => {
    const r = svg.getBoundingClientRect(), scale = box.width / r.width;
    const x = (event.clientX - r.left) * scale;
    if (x < area[0] || x > area[0] + area[2]) return hide();
    const step = curve.x[0] + (x - area[0]) / area[2] * (curve.x[1] - curve.x[0]);
    let low = 0, high = curve.rows.length - 1;
    while (low < high) {
      const middle = low + high >> 1;
      if (curve.rows[middle][0] < step) low = middle + 1; else high = middle;
    }
    if (low > 0 && step - curve.rows[low - 1][0] < curve.rows[low][0] - step) --low;
    const row = curve.rows[low];
    const at = area[0] + (row[0] - curve.x[0]) / (curve.x[1] - curve.x[0]) * area[2];
    hair.setAttribute('x1', at); hair.setAttribute('x2', at); hair.style.visibility = 'visible';
    out.textContent = curve.names.map((name, i) => row[i] === null ? '' : name + ' ' + row[i])
      .filter(text => text).join('\n');
    out.style.whiteSpace = 'pre'; out.style.display = 'block';
    const left = at / scale + 24, fits = left + out.offsetWidth < r.width;
    out.style.left = Math.max(4, fits ? left : at / scale - out.offsetWidth) + 'px';
    out.style.top = (area[1] / scale + 24) + 'px';
  };
  const hide = () => { hair.style.visibility = 'hidden'; out.style.display = 'none'; };
  svg.addEventListener('pointermove', show);
  svg.addEventListener('pointerdown', show);
  svg.addEventListener('pointerleave', hide);
}
)";

std::string json_number(double value) {
  return std::isfinite(value) ? fmt::format("{:.5g}", value) : "null";
}

// Where the plot lies in a chart's SVG: the rectangle drawn last but for the labels.
struct CurveReadOut {
  PageRect plot;
  AxisRange x;
};

// What a compared run had recorded last by then; nothing beyond its end.
double value_at(const RunCurve& curve, std::int64_t step) {
  const Column& steps = curve.step;
  const std::size_t after = steps.position_above(static_cast<double>(step));
  const bool is_beyond = steps.size() == 0 || static_cast<double>(step) > steps[steps.size() - 1];
  return is_beyond || after == 0 ? kNotMeasured : curve.value[after - 1];
}

const RunCurve& training_curve(const ComparedRun& run, bool is_loss) {
  return is_loss ? run.curves.train_loss : run.curves.train_accuracy;
}

const RunCurve& validation_curve(const ComparedRun& run, bool is_loss) {
  return is_loss ? run.curves.validation_loss : run.curves.validation_accuracy;
}

std::string curve_json(const RunContent& content, bool is_loss, double smoothing,
                       const CurveReadOut& place) {
  const History& history = content.history;
  const Column& raw = history.column(is_loss ? Metric::TrainLoss : Metric::TrainAccuracy);
  CurveOptions by_number;
  by_number.smoothing = smoothing;
  content.curve_data->update(history, by_number);
  const SmoothedColumn& smoothed =
      content.curve_data->smoothed(is_loss ? CurveMetric::Loss : CurveMetric::Accuracy);
  nlohmann::json names = {"step", "epoch", "training", "smoothed", "validation"};
  for (const auto& run : content.compared) {
    names.push_back(run->name);
    names.push_back(run->name + ", validation");
  }
  std::string json =
      fmt::format("{{\"plot\":[{:.2f},{:.2f},{:.2f},{:.2f}],\"x\":[{},{}],\"names\":{},\"rows\":[",
                  place.plot.x, place.plot.y, place.plot.width, place.plot.height, place.x.min,
                  place.x.max, names.dump(-1, ' ', true, nlohmann::json::error_handler_t::replace));
  const std::size_t stride = std::max<std::size_t>(1, history.size() / kReadOutPoints);
  ReadBehind behind(raw);
  for (std::size_t i = 0; i < history.size(); i += stride) {
    behind.at(i);
    const StepRecord row = history.record(i);
    const std::optional<ValidationRecord> validation = history.validations().last_until(row.step);
    fmt::format_to(std::back_inserter(json), "{}[{},{},{},{},{}", i == 0 ? "" : ",", row.step,
                   json_number(row.epoch), json_number(raw[i]), json_number(smoothed.at(i)),
                   json_number(!validation ? kNotMeasured
                               : is_loss   ? validation->loss
                                           : validation->accuracy));
    for (const auto& run : content.compared)
      for (const RunCurve* curve :
           {&training_curve(*run, is_loss), &validation_curve(*run, is_loss)})
        json.append(",").append(json_number(value_at(*curve, row.step)));
    json += "]";
  }
  return json + "]}";
}

// The same page as SVG for the document, and where its plot lies.
std::string inline_svg(const RunFigure& figure, FigurePage page) {
  std::string svg = figure_file(figure, page, FileFormat::Svg, 0);
  svg.erase(0, svg.find("<svg"));
  return svg;
}

// Of a chart as run_figures() lays it out, from its frame: the last closed line of five points.
PageRect plot_of(const std::string& svg) {
  PageRect plot;
  for (std::size_t at = svg.find("<polyline points=\""); at != svg.npos;
       at = svg.find("<polyline points=\"", at + 1)) {
    double x0 = 0, y0 = 0, x1 = 0, y1 = 0, x2 = 0, y2 = 0, x3 = 0, y3 = 0, x4 = 0, y4 = 0;
    char end = 0;
    const int read = std::sscanf(svg.c_str() + at,
                                 "<polyline points=\"%lf %lf %lf %lf %lf %lf %lf "
                                 "%lf %lf %lf%c",
                                 &x0, &y0, &x1, &y1, &x2, &y2, &x3, &y3, &x4, &y4, &end);
    if (read == 11 && end == '"' && x0 == x4 && y0 == y4 && x1 == x2)
      plot = {x0, y0, x1 - x0, y2 - y0};
  }
  return plot;
}

std::string fact(const std::string& name, const std::string& value) {
  return fmt::format("<div><dt>{}</dt><dd>{}</dd></div>\n", xml_text(name), xml_text(value));
}

// Before the first epoch has ended nothing is validated, but answers may have been looked at.
std::optional<ConfusionMatrix> measured_answers(const RunContent& content) {
  if (content.confusion) return content.confusion;
  const auto* set = content.probe<PredictionSet>("predictions");
  return set ? std::optional(build_confusion(*set)) : std::nullopt;
}

std::string summary_html(const RunContent& content) {
  std::string html = "<section><dl>\n";
  const History& history = content.history;
  if (!content.date.empty()) html += fact("date", content.date);
  if (!history.empty()) {
    const StepRecord last = history.last();
    html += fact("steps", count_text(last.step));
    html += fact("epochs", number_text(last.epoch));
    html += fact("training time", duration_text(last.seconds));
    html += fact("last training loss", number_text(last.train_loss));
  }
  if (!history.validations().empty()) {
    const ValidationRecord last = history.validations().back();
    html += fact("validation loss", number_text(last.loss, 4));
    html += fact("validation accuracy", percent_text(last.accuracy));
  } else if (const auto matrix = measured_answers(content); matrix && matrix->total > 0) {
    html += fact(
        fmt::format("validation accuracy, {} examples", count_text(matrix->total)),
        percent_text(static_cast<double>(matrix->correct) / static_cast<double>(matrix->total)));
  }
  if (content.network) html += fact("parameters", count_text(content.network->parameters));
  html += "</dl>\n";
  for (const std::string& note : content.notes)
    html += fmt::format("<p class=\"note\">{}</p>\n", xml_text(note));
  return html + "</section>\n";
}

// What the curves' x axis runs over.
AxisRange step_range(const RunContent& content, double smoothing, const FigurePage& page) {
  CurveOptions options;
  options.smoothing = smoothing;
  CurveData data;
  data.update(content.history, options);
  ComparedCurves compared;
  compared.update(content.compared, options);
  const CurvesModel model = build_curves(content.history, data, options, {},
                                         static_cast<int>(2 * page.width), page.theme, compared);
  return {model.loss.x.min, model.loss.x.max};
}

// As a table of the page's own: a picture of one would be too small to read on a phone.
std::string network_html(const NetworkSummary& summary) {
  const NetworkModel model = build_network(summary);
  std::string html = fmt::format(
      "<figure id=\"network\"><h2>Network</h2><p>Input {} · {}</p><div style=\"overflow-x:auto\">"
      "<table><tr><th>#</th><th>layer</th><th>output</th><th "
      "class=\"number\">parameters</th></tr>\n",
      xml_text(model.input), xml_text(model.parameters));
  for (const NetworkRow& row : model.rows)
    html += fmt::format(
        "<tr><td>{}</td><td>{}{}</td><td>{}</td><td class=\"number\">{}</td></tr>\n",
        xml_text(row.index), xml_text(row.type),
        row.options.empty() ? "" : fmt::format("<br><small>{}</small>", xml_text(row.options)),
        xml_text(row.output), xml_text(row.parameters));
  return html + "</table></div></figure>\n";
}

std::string figure_html(const RunFigure& figure, const RunContent& content, double smoothing) {
  if (figure.id == "network" && content.network) return network_html(*content.network);
  FigurePage page = figure_page(FigureStyle::Print, kPageMm, 1.5, Theme::light(1));
  page.font = 10;
  page.line_scale = 0.7;
  const std::string svg = inline_svg(figure, page);
  const bool is_loss = figure.id == "loss";
  std::string data;
  if (is_loss || figure.id == "accuracy") {
    const CurveReadOut place = {plot_of(svg), step_range(content, smoothing, page)};
    data =
        fmt::format(" data-curve=\"{}\"", xml_text(curve_json(content, is_loss, smoothing, place)));
  }
  return fmt::format("<figure id=\"{}\"{}>{}<div class=\"read-out\"></div></figure>\n", figure.id,
                     data, svg);
}

std::string list_html(const std::vector<std::string>& lines) {
  std::string html = "<ol>\n";
  for (const std::string& line : lines) html += fmt::format("<li>{}</li>\n", xml_text(line));
  return html + "</ol>\n";
}

// Line breaks stay.
std::string text_html(std::string_view text) {
  std::string html;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    html += xml_text(text.substr(0, end)) + "\n";
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return html;
}

}  // namespace

std::string html_report(const RunContent& content, const std::vector<RunFigure>& figures,
                        double smoothing) {
  std::string html = fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<title>{0} · Netdyno</title><style>{1}</style></head>\n<body><main>\n<h1>{0}</h1>\n",
      xml_text(content.name), kStyle);
  html += summary_html(content);
  html += "<div class=\"figures\">\n";
  for (const RunFigure& figure : figures) html += figure_html(figure, content, smoothing);
  html += "</div>\n<section style=\"margin-top:1rem\"><h2>Journal</h2>\n";
  if (!content.has_changes)
    html += "<p>What was changed while it trained is not known: the journal is damaged.</p>\n";
  else
    html += content.changes.empty() ? "<p>Nothing was changed while it trained.</p>\n"
                                    : list_html(content.changes);
  html +=
      fmt::format("</section>\n<section class=\"recipe\"><h2>Recipe</h2><pre>{}</pre></section>\n",
                  text_html(content.recipe));
  return html + fmt::format("</main><script>{}</script></body></html>\n", kScript);
}

}  // namespace netdyno::app
