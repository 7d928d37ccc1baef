// app/panels/ridge_widget.h
// SPDX-License-Identifier: MIT
//
// Densities through time as a ridge: the latest slice in front, the oldest at the back.

#pragma once

#include <imgui.h>

#include "app/shell/theme.h"
#include "app/view_models/distribution_figures.h"

namespace netdyno::app {

// Fills `size`. The pointer names the slice, the bin and its count.
void draw_ridge(const Ridge& ridge, const ImVec2& size, const Theme& theme);

}  // namespace netdyno::app
