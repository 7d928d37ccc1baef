// app/panels/class_bars.h
// SPDX-License-Identifier: MIT
//
// Tables of the data panel: a bar per class for training and for validation, and the dimensions of
// data that are no pictures.

#pragma once

#include <vector>

#include "app/shell/theme.h"
#include "app/view_models/data_model.h"

namespace netdyno::app {

void draw_class_bars(const std::vector<ClassBar>& bars, const Theme& theme);
void draw_dimensions(const std::vector<DimensionRow>& rows);

}  // namespace netdyno::app
