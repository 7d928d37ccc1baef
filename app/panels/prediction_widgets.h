// app/panels/prediction_widgets.h
// SPDX-License-Identifier: MIT
//
// What the network takes an image for: the verdict, and a bar for each of the likeliest classes.

#pragma once

#include "app/shell/theme.h"
#include "app/view_models/image_model.h"

namespace netdyno::app {

// Height of a line of these, in pixels.
float prediction_line_height(const Theme& theme);

// Width in which the names and shares stand without being cut, in pixels.
float prediction_width(const PredictionModel& prediction, const Theme& theme);

void draw_verdict(const PredictionModel& prediction, float width_px, const Theme& theme);

// Class names over bars of their probability; the true one stands out.
void draw_probabilities(const PredictionModel& prediction, float width_px, const Theme& theme);

}  // namespace netdyno::app
