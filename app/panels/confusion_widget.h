// app/panels/confusion_widget.h
// SPDX-License-Identifier: MIT
//
// A confusion matrix with counts, and the recall of each class beside it.

#pragma once

#include <imgui.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/shell/theme.h"
#include "app/view_models/predictions_model.h"

namespace netdyno::app {

// True and predicted class.
using ConfusionCell = std::pair<std::size_t, std::size_t>;

// Fills `size`; scrolls where the cells would be too small to hit. Returns the cell that was
// clicked.
std::optional<ConfusionCell> draw_confusion(const ConfusionMatrix& matrix,
                                            const std::vector<std::string>& names,
                                            const std::optional<ConfusionCell>& chosen,
                                            const ImVec2& size, const Theme& theme);

}  // namespace netdyno::app
