// app/panels/histogram_widget.h
// SPDX-License-Identifier: MIT
//
// A small histogram in a table's cell: bars, the exact zeros' own bar, the range below, and what a
// bin holds under the pointer.

#pragma once

#include <imgui.h>

#include "app/shell/theme.h"
#include "app/view_models/distribution_model.h"

namespace netdyno::app {

void draw_histogram(const DistributionRow& row, const Distribution& distribution,
                    const ImVec2& size, const Theme& theme);

}  // namespace netdyno::app
