// SPDX-License-Identifier: MIT
#include "app/view_models/distribution_figures.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "app/chart/axis_map.h"
#include "app/view_models/number_text.h"
#include "app/view_models/quantiles.h"

namespace netdyno::app {

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

using Results = std::vector<ProbeHistory::Result>;

bool is_usable(const Distribution* d) {
  return d && d->histogram.hi > d->histogram.lo && std::isfinite(d->histogram.lo) &&
         std::isfinite(d->histogram.hi);
}

// The result whose step is nearest to x; null without any.
const ProbeResult* nearest_result(const Results& results, double x) {
  const ProbeResult* best = nullptr;
  for (const auto& each : results)
    if (!best || std::abs(static_cast<double>(each->step) - x) <
                     std::abs(static_cast<double>(best->step) - x))
      best = each.get();
  return best;
}

void fit_y(Figure& figure) {
  double low = std::numeric_limits<double>::infinity(), high = -low;
  for (const LineSeries& line : figure.lines)
    for (const auto* values : {&line.y, &line.low, &line.high})
      for (const double value : *values) {
        if (!std::isfinite(value)) continue;
        if (figure.y.scale == AxisScale::Log && value <= 0) continue;
        low = std::min(low, value);
        high = std::max(high, value);
      }
  const AxisRange range = fitted(low, high, figure.y.scale);
  figure.y.min = range.min;
  figure.y.max = range.max;
}

void fit_steps(Figure& figure, const Results& results) {
  figure.x.label = "step";
  figure.x.min = results.empty() ? 0.0 : static_cast<double>(results.front()->step);
  figure.x.max = results.empty() ? 1.0 : static_cast<double>(results.back()->step);
  if (figure.x.max <= figure.x.min) figure.x.max = figure.x.min + 1;
}

// The steps of a histogram's densities as a line with corners.
void add_outline(const Distribution& d, LineSeries& line) {
  const Histogram& h = d.histogram;
  const double width =
      (h.hi - h.lo) / static_cast<double>(std::max<std::size_t>(h.counts.size(), 1));
  for (std::size_t i = 0; i < h.counts.size(); ++i) {
    const double left = h.lo + static_cast<double>(i) * width;
    const double density = bin_density(d, i);
    line.x.insert(line.x.end(), {left, left + width});
    line.y.insert(line.y.end(), {density, density});
  }
}

struct DepthRow {
  double x = 0;  // layer's index; later rows of one layer stand a little to the right
  const Distribution* distribution = nullptr;
};

std::vector<DepthRow> depth_rows(const ProbeResult& result) {
  std::vector<DepthRow> rows;
  const auto* set = std::get_if<DistributionSet>(&result.value);
  if (!set) return rows;
  double previous = -1;
  for (const Distribution& d : set->rows) {
    double x = static_cast<double>(d.layer);
    if (x <= previous) x = previous + 0.2;
    rows.push_back({previous = x, &d});
  }
  return rows;
}

void add_depth_line(Figure& figure, const ProbeResult& result, bool is_mean, bool is_first,
                    bool is_log, const Theme& theme) {
  LineSeries line;
  line.label =
      fmt::format("{} {}", is_mean ? "mean μ" : "deviation σ",
                  is_first ? fmt::format("after step {}", count_text(result.step)) : "now");
  line.color = is_mean ? theme.validation : theme.training;
  if (is_first) line.color = line.color.with_alpha(0.45f);
  line.style = is_mean ? LineStyle::Dashed : LineStyle::Solid;
  line.width = theme.line_px / theme.scale;
  line.has_points = true;
  for (const DepthRow& row : depth_rows(result)) {
    const double value = is_mean ? row.distribution->mean : row.distribution->std;
    if (is_log && std::isfinite(value) && value <= 0) {
      ++figure.dropped;
      continue;
    }
    line.x.push_back(row.x);
    line.y.push_back(value);
    if (!std::isfinite(value)) figure.bad_values.push_back({row.x, theme.error});
  }
  figure.lines.push_back(std::move(line));
}

double reach_of(const RidgeSlice& slice) {
  const Histogram& h = slice.distribution->histogram;
  return std::max(std::abs(h.lo), std::abs(h.hi));
}

// Marks the slices that reach ten times as far as the median one, and names the farthest.
void clip_ridge(Ridge& ridge) {
  constexpr double kFar = 10;
  std::vector<double> reaches;
  for (const RidgeSlice& slice : ridge.slices) reaches.push_back(reach_of(slice));
  const auto middle = reaches.begin() + static_cast<std::ptrdiff_t>((reaches.size() - 1) / 2);
  std::ranges::nth_element(reaches, middle);
  const double usual = *middle;
  const RidgeSlice* farthest = nullptr;
  for (RidgeSlice& slice : ridge.slices) {
    slice.is_clipped = usual > 0 && reach_of(slice) > kFar * usual;
    if (slice.is_clipped && (!farthest || reach_of(slice) > reach_of(*farthest))) farthest = &slice;
  }
  if (!farthest) return;
  const Distribution& d = *farthest->distribution;
  ridge.note = fmt::format("step {} reaches {}", count_text(farthest->step),
                           number_text(std::max(std::abs(d.min), std::abs(d.max)), 2));
}

}  // namespace

const Distribution* distribution_at(const ProbeResult& result, std::size_t row) {
  const auto* set = std::get_if<DistributionSet>(&result.value);
  return set && row < set->rows.size() ? &set->rows[row] : nullptr;
}

Ridge build_ridge(const Results& results, std::size_t row, bool latest_only) {
  Ridge ridge;
  for (const auto& result : results)
    if (const Distribution* d = distribution_at(*result, row); is_usable(d))
      ridge.slices.push_back({result->step, d});
  if (ridge.slices.empty()) return ridge;
  const Histogram& last = ridge.slices.back().distribution->histogram;
  if (!latest_only) clip_ridge(ridge);
  const auto kept = std::ranges::find(ridge.slices, false, &RidgeSlice::is_clipped);
  const Histogram& first_shown =
      latest_only || kept == ridge.slices.end() ? last : kept->distribution->histogram;
  ridge.lo = first_shown.lo;
  ridge.hi = first_shown.hi;
  for (const RidgeSlice& slice : ridge.slices) {
    const Histogram& h = slice.distribution->histogram;
    if (!latest_only && !slice.is_clipped) {
      ridge.lo = std::min(ridge.lo, h.lo);
      ridge.hi = std::max(ridge.hi, h.hi);
    }
    for (std::size_t i = 0; i < h.counts.size(); ++i)
      ridge.most_density = std::max(ridge.most_density, bin_density(*slice.distribution, i));
  }
  return ridge;
}

Figure build_ribbon(const Results& results, std::size_t row, const Theme& theme) {
  Figure figure;
  figure.title = "Percentiles";
  figure.y.label = "value";
  figure.has_legend = true;
  fit_steps(figure, results);
  constexpr std::size_t kPairs = kRibbonShares.size() / 2;
  constexpr std::array<const char*, kPairs> kNames = {"min to max", "7 to 93 %", "16 to 84 %",
                                                      "31 to 69 %"};
  for (std::size_t pair = 0; pair < kPairs; ++pair) {
    LineSeries& band = figure.lines.emplace_back();
    band.label = kNames[pair];
    band.color = theme.training.with_alpha(0.75f);
    band.width = 0;
  }
  LineSeries& median = figure.lines.emplace_back();
  median.label = "median";
  median.color = theme.training;
  median.width = theme.line_px / theme.scale;
  for (const auto& result : results) {
    const Distribution* d = distribution_at(*result, row);
    const auto step = static_cast<double>(result->step);
    const auto values = is_usable(d) ? ribbon(*d) : [] {
      std::array<double, kRibbonShares.size()> none;
      none.fill(kNaN);
      return none;
    }();
    for (std::size_t pair = 0; pair < kPairs; ++pair) {
      LineSeries& band = figure.lines[pair];
      band.x.push_back(step);
      band.y.push_back(kNaN);
      band.low.push_back(values[pair]);
      band.high.push_back(values[kRibbonShares.size() - 1 - pair]);
    }
    figure.lines[kPairs].x.push_back(step);
    figure.lines[kPairs].y.push_back(values[kPairs]);
    if (std::isnan(values[kPairs])) figure.bad_values.push_back({step, theme.error});
  }
  fit_y(figure);
  return figure;
}

ReadOut read_ribbon(const Results& results, std::size_t row, double x, const Theme& theme) {
  ReadOut read_out;
  const ProbeResult* result = nearest_result(results, x);
  const Distribution* d = result ? distribution_at(*result, row) : nullptr;
  if (!is_usable(d)) return read_out;
  read_out.x = static_cast<double>(result->step);
  read_out.heading =
      fmt::format("{} {} after step {}", d->layer, d->name, count_text(result->step));
  read_out.has_order = true;  // from the largest to the smallest, as they lie in the chart
  const auto values = ribbon(*d);
  for (std::size_t i = values.size(); i-- > 0;) {
    const double share = kRibbonShares[i];
    const std::string name = share == 0   ? "min"
                             : share == 1 ? "max"
                                          : fmt::format("{:.0f} %", 100 * share);
    read_out.rows.push_back({theme.training, name, "", number_text(values[i]), values[i]});
  }
  return read_out;
}

Figure build_depth(const Results& results, bool is_log, const Theme& theme) {
  Figure figure;
  figure.title = "By layer";
  figure.x.label = "layer";
  figure.y.label = is_log ? "deviation σ" : "mean and deviation";
  figure.y.scale = is_log ? AxisScale::Log : AxisScale::Linear;
  if (results.empty()) return figure;
  const std::vector<DepthRow> rows = depth_rows(*results.back());
  figure.x.min = rows.empty() ? 0 : rows.front().x - 0.5;
  figure.x.max = rows.empty() ? 1 : rows.back().x + 0.5;
  const bool has_past = results.front()->step != results.back()->step;
  if (has_past) {
    if (!is_log) add_depth_line(figure, *results.front(), true, true, is_log, theme);
    add_depth_line(figure, *results.front(), false, true, is_log, theme);
  }
  if (!is_log) add_depth_line(figure, *results.back(), true, false, is_log, theme);
  add_depth_line(figure, *results.back(), false, false, is_log, theme);
  fit_y(figure);
  return figure;
}

ReadOut read_depth(const Results& results, double x, const Theme& theme) {
  ReadOut read_out;
  if (results.empty()) return read_out;
  const std::vector<DepthRow> rows = depth_rows(*results.back());
  const auto nearest =
      std::ranges::min_element(rows, {}, [&](const DepthRow& row) { return std::abs(row.x - x); });
  if (nearest == rows.end()) return read_out;
  const Distribution& d = *nearest->distribution;
  read_out.x = nearest->x;
  read_out.heading =
      fmt::format("{} {} after step {}", d.layer, d.name, count_text(results.back()->step));
  read_out.rows.push_back({theme.training, "deviation σ", "", number_text(d.std), d.std});
  read_out.rows.push_back({theme.validation, "mean μ", "", number_text(d.mean), d.mean});
  return read_out;
}

Figure build_overlay(const Results& results, std::size_t row, const Theme& theme) {
  Figure figure;
  figure.title = "Densities";
  figure.x.label = "value";
  figure.y.label = "density";
  const Ridge ridge = build_ridge(results, row, false);
  figure.x.min = ridge.lo;
  figure.x.max = ridge.hi;
  for (std::size_t i = 0; i < ridge.slices.size(); ++i) {
    const bool is_last = i + 1 == ridge.slices.size();
    LineSeries line;
    line.label = fmt::format("step {}", count_text(ridge.slices[i].step));
    const float age = static_cast<float>(i + 1) / static_cast<float>(ridge.slices.size());
    line.color = theme.training.with_alpha(is_last ? 1.0f : 0.25f + 0.45f * age);
    line.width = is_last ? theme.line_px / theme.scale : 1;
    add_outline(*ridge.slices[i].distribution, line);
    figure.lines.push_back(std::move(line));
  }
  figure.y.min = 0;
  figure.y.max = ridge.most_density > 0 ? 1.05 * ridge.most_density : 1;
  return figure;
}

ReadOut read_overlay(const Results& results, std::size_t row, double x, const Theme& theme) {
  ReadOut read_out;
  read_out.x = x;
  read_out.heading = fmt::format("value {}", number_text(x));
  for (auto result = results.rbegin(); result != results.rend(); ++result) {
    const Distribution* d = distribution_at(**result, row);
    if (!is_usable(d)) continue;
    const Histogram& h = d->histogram;
    const double at = (x - h.lo) / (h.hi - h.lo) * static_cast<double>(h.counts.size());
    if (at < 0 || at >= static_cast<double>(h.counts.size())) continue;
    const auto bin = static_cast<std::size_t>(at);
    read_out.rows.push_back(
        {theme.training,
         fmt::format("step {}, {}", count_text((*result)->step), plural(h.counts[bin], "value")),
         "", number_text(bin_density(*d, bin)), bin_density(*d, bin)});
  }
  return read_out;
}

}  // namespace netdyno::app
