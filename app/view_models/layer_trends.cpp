// SPDX-License-Identifier: MIT
#include "app/view_models/layer_trends.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace netdyno::app {

namespace {

// Weights first: the ratios need them.
constexpr std::array<std::pair<LayerSize, const char*>, 3> kProbes = {
    {{LayerSize::Weight, "weights"},
     {LayerSize::Gradient, "gradients"},
     {LayerSize::Update, "updates"}}};

std::string label_of(const Distribution& d) {
  return fmt::format("{} {}", d.layer, d.name);
}

bool is_continued(const LayerTrendSet& trends, const DistributionSet& set, std::int64_t step) {
  const Column& steps = trends.step;
  if (steps.size() > 0 && steps[steps.size() - 1] >= static_cast<double>(step)) return false;
  return std::ranges::equal(trends.layers, set.rows, {}, &LayerTrend::label, label_of);
}

// Of a new measurement, that much training time after the one before.
bool is_gap(const LayerTrendSet& trends, double seconds) {
  constexpr double kLeast = 2;        // seconds; less is no gap
  constexpr double kTimes = 8;        // the usual distance
  constexpr std::size_t kRecent = 8;  // measurements that tell it
  const std::size_t last = trends.seconds.size() - 2;
  const std::size_t first = last > kRecent ? last - kRecent : 0;
  if (seconds <= kLeast || last == first) return seconds > kLeast && last > 0;
  const double usual =
      (trends.seconds[last] - trends.seconds[first]) / static_cast<double>(last - first);
  return seconds > kTimes * usual;
}

Column every_second(const Column& column) {
  Column kept;
  for (std::size_t i = 0; i < column.size(); i += 2) kept.append(column[i]);
  return kept;
}

// Of what was measured long ago fewer and fewer values stay.
void thin(LayerTrendSet& trends) {
  for (Column* column : {&trends.step, &trends.epoch, &trends.seconds})
    *column = every_second(*column);
  for (LayerTrend& layer : trends.layers) layer.value = every_second(layer.value);
  for (std::size_t& gap : trends.gaps) gap = (gap + 1) / 2;
  trends.gaps.erase(std::unique(trends.gaps.begin(), trends.gaps.end()), trends.gaps.end());
}

}  // namespace

double euclidean_norm(const Distribution& d) {
  if (d.histogram.not_finite > 0) return std::numeric_limits<double>::quiet_NaN();
  return std::sqrt(static_cast<double>(d.count) * (d.mean * d.mean + d.std * d.std));
}

void LayerTrends::collect(const Snapshot* snapshot, const History& history) {
  if (!snapshot) return;
  for (const auto& [size, probe] : kProbes) {
    const auto found = snapshot->probes.find(probe);
    if (found == snapshot->probes.end()) continue;
    auto& taken = taken_[static_cast<std::size_t>(size)];
    if (taken == found->second) continue;
    taken = found->second;
    take(size, *taken, history);
  }
}

void LayerTrends::take(LayerSize size, const ProbeResult& result, const History& history) {
  const auto* set = std::get_if<DistributionSet>(&result.value);
  if (!set) return;
  if (size == LayerSize::Weight) {
    weight_norms_.clear();
    for (const Distribution& row : set->rows) weight_norms_.push_back(euclidean_norm(row));
  }
  LayerTrendSet& trends = trends_[static_cast<std::size_t>(size)];
  if (!is_continued(trends, *set, result.step)) {
    trends = {};
    for (const Distribution& row : set->rows) trends.layers.push_back({label_of(row), {}});
  }
  const bool was_known = trends.seconds.size() > 0;
  const double last_seconds = was_known ? trends.seconds[trends.seconds.size() - 1] : 0;
  const std::size_t at = history.position_of_step(result.step);
  const bool is_known = at < history.size();
  const double epoch = is_known ? history.column(History::Metric::Epoch)[at] : 0;
  const double seconds = is_known ? history.column(History::Metric::Seconds)[at] : 0;
  if (trends.step.size() == kMostTrendPoints) thin(trends);
  trends.step.append(static_cast<double>(result.step));
  trends.epoch.append(epoch);
  trends.seconds.append(seconds);
  if (was_known && is_gap(trends, seconds - last_seconds))
    trends.gaps.push_back(trends.seconds.size() - 1);
  for (std::size_t i = 0; i < trends.layers.size(); ++i) {
    double value = euclidean_norm(set->rows[i]);
    if (size == LayerSize::Update)
      value = i < weight_norms_.size() && weight_norms_[i] > 0
                  ? value / weight_norms_[i]
                  : std::numeric_limits<double>::quiet_NaN();
    trends.layers[i].value.append(value);
  }
}

}  // namespace netdyno::app
