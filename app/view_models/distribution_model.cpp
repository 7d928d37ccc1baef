// SPDX-License-Identifier: MIT
#include "app/view_models/distribution_model.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "app/view_models/number_text.h"
#include "engine/nn/layer_registry.h"

namespace netdyno::app {

namespace {

constexpr double kWorryingShare = 0.5;  // of dead units or saturated values

double share(std::int64_t part, std::int64_t whole) {
  return whole > 0 ? static_cast<double>(part) / static_cast<double>(whole) : 0.0;
}

// Of activations the name is the layer's type.
bool has_flat_ends(const Distribution& d) {
  const LayerType* const type = known_layer_type(d.name);
  return type && type->saturates;
}
bool can_die(const Distribution& d) {
  const LayerType* const type = known_layer_type(d.name);
  return type && type->is_zero_below;
}

void set_heights(const Histogram& histogram, DistributionRow& row) {
  std::int64_t most = 0;
  for (const std::int64_t count : histogram.counts) most = std::max(most, count);
  // Zeros have their own bar, which may not flatten the others.
  const double scale = most > 0 ? 1.0 / static_cast<double>(most) : 0.0;
  for (const std::int64_t count : histogram.counts)
    row.bins.push_back(static_cast<double>(count) * scale);
  if (histogram.zeros > 0)
    row.zero_bar = most > 0 ? std::min(1.0, static_cast<double>(histogram.zeros) * scale) : 1.0;
}

std::string summary_text(const Distribution& d, DistributionKind kind) {
  const Histogram& h = d.histogram;
  std::string text = fmt::format("Layer {}, {}: {}\nmean μ {}   deviation σ {}\nfrom {} to {}",
                                 d.layer, d.name, plural(d.count, "value"), number_text(d.mean),
                                 number_text(d.std), number_text(d.min), number_text(d.max));
  if (h.zeros > 0)
    text += fmt::format("\n{} exactly 0 ({})", count_text(h.zeros),
                        percent_text(share(h.zeros, d.count)));
  if (kind == DistributionKind::Activations && has_flat_ends(d))
    text += fmt::format("\nsaturated {}", percent_text(d.saturated));
  if (kind == DistributionKind::Activations && can_die(d))
    text += fmt::format("\ndead units {}", percent_text(d.dead));
  if (h.underflow + h.overflow > 0)
    text += fmt::format("\n{} below and {} above the drawn range", count_text(h.underflow),
                        count_text(h.overflow));
  if (h.not_finite > 0) text += fmt::format("\n{} not finite", count_text(h.not_finite));
  return text;
}

DistributionRow build_row(const Distribution& d, DistributionKind kind) {
  const Histogram& h = d.histogram;
  DistributionRow row;
  row.layer = d.layer;
  row.label = fmt::format("{} {}", d.layer, d.name);
  row.lo = h.lo;
  row.hi = h.hi;
  set_heights(h, row);
  if (h.lo <= 0 && h.hi > 0 && h.hi > h.lo) row.zero_position = -h.lo / (h.hi - h.lo);
  // Both are of the finite values: none, no statistic.
  const bool has_values = d.count > h.not_finite;
  row.mean = has_values ? number_text(d.mean) : kNoStatistic;
  row.std = has_values ? number_text(d.std) : kNoStatistic;
  const bool is_activation = kind == DistributionKind::Activations;
  row.saturated = is_activation && has_flat_ends(d) ? percent_text(d.saturated) : kNoStatistic;
  row.dead = is_activation && can_die(d) ? percent_text(d.dead) : kNoStatistic;
  row.zeros = percent_text(share(h.zeros, d.count));
  row.outside = percent_text(share(h.underflow + h.overflow, d.count));
  row.has_bad_values = h.not_finite > 0 || !std::isfinite(d.mean) || !std::isfinite(d.std);
  row.is_worrying = is_activation && ((has_flat_ends(d) && d.saturated > kWorryingShare) ||
                                      (can_die(d) && d.dead > kWorryingShare));
  row.summary = summary_text(d, kind);
  return row;
}

}  // namespace

std::vector<DistributionRow> build_distributions(const DistributionSet& set,
                                                 DistributionKind kind) {
  std::vector<DistributionRow> rows;
  rows.reserve(set.rows.size());
  for (const Distribution& distribution : set.rows) rows.push_back(build_row(distribution, kind));
  return rows;
}

std::string bin_text(const Distribution& distribution, double position) {
  const Histogram& h = distribution.histogram;
  if (h.counts.empty() || !(h.hi > h.lo)) return "No finite values";
  const auto bins = static_cast<double>(h.counts.size());
  const double bin = std::clamp(std::floor(position * bins), 0.0, bins - 1);
  const double width = (h.hi - h.lo) / bins;
  return fmt::format(
      "[{}, {}{} {}", number_text(h.lo + bin * width), number_text(h.lo + (bin + 1) * width),
      bin + 1 == bins ? "]:" : "):", plural(h.counts[static_cast<std::size_t>(bin)], "value"));
}

const char* unit_share_name(const Distribution& distribution) {
  return has_flat_ends(distribution) ? "saturated" : "exactly 0";
}

std::string units_text(const Distribution& distribution) {
  constexpr float kMostly = 0.9f;
  const std::vector<float>& shares = distribution.unit_shares;
  const auto always = std::ranges::count_if(shares, [](float share) { return share >= 1; });
  const auto mostly = std::ranges::count_if(shares, [](float share) { return share >= kMostly; });
  return fmt::format("{} of {} units always {}, {} more in at least 90 % of their values",
                     count_text(always), count_text(static_cast<std::int64_t>(shares.size())),
                     unit_share_name(distribution), count_text(mostly - always));
}

std::string unit_text(const Distribution& distribution, std::size_t unit) {
  if (unit >= distribution.unit_shares.size()) return {};
  return fmt::format("unit {}: {} of its values {}", unit,
                     percent_text(static_cast<double>(distribution.unit_shares[unit])),
                     unit_share_name(distribution));
}

DistributionHeading distribution_heading(DistributionKind kind) {
  switch (kind) {
    case DistributionKind::Activations:
      return {
          "Activations",
          "Outputs y of every nonlinearity and of the last layer for the last minibatch; of "
          "validation examples before the first step and where the weights were drawn anew since"};
    case DistributionKind::Gradients:
      return {"Gradients",
              "∂L/∂w of every weight tensor in the last step: small near the input and "
              "large near the output means vanishing gradients"};
    case DistributionKind::Updates:
      return {"Updates",
              "Δw = w after − w before the last step that was measured, of every weight tensor: "
              "what the optimizer made of the gradients"};
    case DistributionKind::Weights:
      break;
  }
  return {"Weights", "The weights w themselves, biases not included"};
}

}  // namespace netdyno::app
