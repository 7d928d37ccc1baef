// SPDX-License-Identifier: MIT
#include "app/view_models/quantiles.h"

#include <algorithm>
#include <limits>
#include <vector>

namespace netdyno::app {

namespace {

// `count` values, evenly spread from `from` to `to`.
struct Stretch {
  double from, to;
  double count;
};

std::vector<Stretch> stretches(const Distribution& d) {
  const Histogram& h = d.histogram;
  std::vector<Stretch> all;
  if (h.underflow > 0)
    all.push_back({std::min(d.min, h.lo), h.lo, static_cast<double>(h.underflow)});
  const double width =
      (h.hi - h.lo) / static_cast<double>(std::max<std::size_t>(h.counts.size(), 1));
  for (std::size_t i = 0; i < h.counts.size(); ++i) {
    if (h.counts[i] == 0) continue;
    const double from = h.lo + static_cast<double>(i) * width;
    all.push_back({from, from + width, static_cast<double>(h.counts[i])});
  }
  if (h.zeros > 0) all.push_back({0, 0, static_cast<double>(h.zeros)});
  if (h.overflow > 0) all.push_back({h.hi, std::max(d.max, h.hi), static_cast<double>(h.overflow)});
  // The zeros may lie within a bin: of the two halves that stand on its sides one is enough, for a
  // bin is narrow.
  std::ranges::stable_sort(all, {}, [](const Stretch& s) { return s.from + s.to; });
  return all;
}

double quantile_of(const std::vector<Stretch>& all, double share) {
  double total = 0;
  for (const Stretch& each : all) total += each.count;
  if (!(total > 0)) return std::numeric_limits<double>::quiet_NaN();
  double left = std::clamp(share, 0.0, 1.0) * total;
  for (const Stretch& each : all) {
    if (left <= each.count) return each.from + (each.to - each.from) * (left / each.count);
    left -= each.count;
  }
  return all.back().to;
}

}  // namespace

double quantile(const Distribution& distribution, double share) {
  return quantile_of(stretches(distribution), share);
}

std::array<double, kRibbonShares.size()> ribbon(const Distribution& distribution) {
  const std::vector<Stretch> all = stretches(distribution);
  std::array<double, kRibbonShares.size()> values;
  for (std::size_t i = 0; i < values.size(); ++i) {
    values[i] = quantile_of(all, kRibbonShares[i]);
    // The ends are known exactly.
    if (kRibbonShares[i] == 0 && !all.empty()) values[i] = distribution.min;
    if (kRibbonShares[i] == 1 && !all.empty()) values[i] = distribution.max;
  }
  return values;
}

double bin_density(const Distribution& distribution, std::size_t bin) {
  const Histogram& h = distribution.histogram;
  const auto finite = static_cast<double>(distribution.count - h.not_finite);
  const double width =
      (h.hi - h.lo) / static_cast<double>(std::max<std::size_t>(h.counts.size(), 1));
  if (!(finite > 0) || !(width > 0) || bin >= h.counts.size()) return 0;
  return static_cast<double>(h.counts[bin]) / (finite * width);
}

}  // namespace netdyno::app
