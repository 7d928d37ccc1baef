// app/view_models/distribution_figures.h
// SPDX-License-Identifier: MIT
//
// Distributions of a layer through time, and of all layers side by side, as figures.
//
//   Units    densities are shares of all finite values per unit of value; exact zeros, which have
//            no density, are left out of them and counted in the words beside

#pragma once

#include <vector>

#include "app/chart/figure.h"
#include "app/chart/read_out.h"
#include "app/view_models/probe_history.h"

namespace netdyno::app {

// Row `row` of the set of a result; null where it has fewer rows.
const Distribution* distribution_at(const ProbeResult& result, std::size_t row);

// One slice of a ridge: the density at one step.
struct RidgeSlice {
  std::int64_t step = 0;
  const Distribution* distribution = nullptr;
  bool is_clipped = false;  // reaches far beyond the axis
};

// All slices share the axis and the height that stands for the largest density.
struct Ridge {
  double lo = -1, hi = 1;          // of the common value axis
  double most_density = 0;         // over all slices
  std::vector<RidgeSlice> slices;  // oldest first
  std::string note;                // what was clipped: "step 1 460 reaches 7e13"; empty: nothing
};
// Slices that are ten times as wide as most others are clipped: one explosion would make needles of
// all others. `latest_only`: the axis follows the last slice rather than holding all of them.
Ridge build_ridge(const std::vector<ProbeHistory::Result>& results, std::size_t row,
                  bool latest_only);

// Extremes, 7, 16, 31, 50, 69, 84 and 93 % of a layer over the steps.
Figure build_ribbon(const std::vector<ProbeHistory::Result>& results, std::size_t row,
                    const Theme& theme);
ReadOut read_ribbon(const std::vector<ProbeHistory::Result>& results, std::size_t row, double x,
                    const Theme& theme);

// Mean and deviation by depth: now, and as it was first measured.
Figure build_depth(const std::vector<ProbeHistory::Result>& results, bool is_log,
                   const Theme& theme);
ReadOut read_depth(const std::vector<ProbeHistory::Result>& results, double x, const Theme& theme);

// Densities of a layer at some steps over each other, the newest strongest.
Figure build_overlay(const std::vector<ProbeHistory::Result>& results, std::size_t row,
                     const Theme& theme);
ReadOut read_overlay(const std::vector<ProbeHistory::Result>& results, std::size_t row, double x,
                     const Theme& theme);

}  // namespace netdyno::app
