// app/view_models/boundary_model.h
// SPDX-License-Identifier: MIT
//
// The decision map as a figure: class regions as pixels, training points as markers.

#pragma once

#include <string>
#include <vector>

#include "app/chart/figure.h"
#include "app/shell/texture_store.h"
#include "engine/probe/probe.h"

namespace netdyno::app {

// Axes over the whole grid, points by class.
Figure build_boundary(const DecisionMap& map, const std::vector<std::string>& class_names,
                      const Theme& theme);

// A pixel per cell, the top row first: the predicted class's colour, from faint where it is no more
// probable than chance to full where it is certain; the theme's error colour where the answer is
// not finite.
Pixels region_pixels(const DecisionMap& map, const Theme& theme);

// "x 0.52, y −1.3: class 2, p = 93.1 %" for a point of the plane; empty outside the grid.
std::string region_text(const DecisionMap& map, double x, double y,
                        const std::vector<std::string>& class_names);

bool has_bad_values(const DecisionMap& map);

}  // namespace netdyno::app
