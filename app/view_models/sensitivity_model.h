// app/view_models/sensitivity_model.h
// SPDX-License-Identifier: MIT
//
// The loss against a perturbation of the weights, as a figure with its lesson in a sentence.

#pragma once

#include <string>

#include "app/chart/figure.h"
#include "app/chart/read_out.h"
#include "engine/study/sensitivity.h"

namespace netdyno::app {

// A line with the band over the directions for each curve that is done.
Figure build_sensitivity(const SensitivityReport& report, const Theme& theme);

// The losses at the distance nearest to `x`.
ReadOut read_sensitivity(const SensitivityReport& report, double x, const Theme& theme);

// "Moving the weights by 0.2 of their norm raises the loss by 1.9 on the data as it is, by 0.31 …".
std::string sensitivity_lesson(const SensitivityReport& report);

// "linear on mean-image", "network on mean-image".
std::string curve_label(const SensitivityCurve& curve);

}  // namespace netdyno::app
