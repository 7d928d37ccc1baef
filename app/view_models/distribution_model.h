// app/view_models/distribution_model.h
// SPDX-License-Identifier: MIT
//
// Distributions of activations, gradients, weights or updates, a row per layer, ready to draw.
//
//   Units    heights are shares of the tallest bin, [0,1]; everything written is with its unit

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/probe/probe.h"

namespace netdyno::app {

enum class DistributionKind { Activations, Gradients, Weights, Updates };

// Stands for a statistic that means nothing for a layer: a ReLU has no flat upper end.
inline constexpr const char* kNoStatistic = "–";

struct DistributionRow {
  std::size_t layer = 0;
  std::string label;                    // "4 relu"
  double lo = 0, hi = 1;                // of the bins
  std::vector<double> bins;             // height of each, [0,1]
  double zero_bar = 0;                  // height of the exact zeros' own bar at 0, [0,1]
  std::optional<double> zero_position;  // where 0 lies between lo (0) and hi (1); none: outside
  std::string mean, std;                // "0.0123"
  std::string saturated, dead, zeros;   // "12.3 %"; kNoStatistic where meaningless
  std::string outside;                  // share of under- and overflow
  bool has_bad_values = false;
  bool is_worrying = false;  // mostly saturated or dead: worth a warning colour
  std::string summary;       // all of it in words, for a tooltip
};

std::vector<DistributionRow> build_distributions(const DistributionSet& set, DistributionKind kind);

// What the bin under `position` (share of the way from lo to hi) holds: "[0.10, 0.12): 123 values".
std::string bin_text(const Distribution& distribution, double position);

// What a unit's share is of: "saturated" or "exactly 0".
const char* unit_share_name(const Distribution& distribution);

// "3 of 84 units always 0, 10 more in at least 90 % of their values".
std::string units_text(const Distribution& distribution);

// "unit 12: 43.1 % of its values exactly 0".
std::string unit_text(const Distribution& distribution, std::size_t unit);

// One sentence with the formula, for a column's heading.
struct DistributionHeading {
  const char* label;
  const char* tooltip;
};
DistributionHeading distribution_heading(DistributionKind kind);

}  // namespace netdyno::app
