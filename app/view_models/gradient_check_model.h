// app/view_models/gradient_check_model.h
// SPDX-License-Identifier: MIT
//
// The gradient check as a table with a verdict.

#pragma once

#include <string>
#include <vector>

#include "app/view_models/transport_model.h"
#include "engine/study/gradient_check.h"

namespace netdyno::app {

struct GradientCheckLine {
  std::size_t layer = 0;
  std::string label;      // "3 conv"
  std::string parameter;  // "weight"
  std::string checked;    // "10 of 2 400"
  std::string error;      // "1.2e-4"
  std::string verdict;    // "agrees", "differs", "too small"
  std::string tooltip;
  Tone tone = Tone::Normal;        // of the verdict
  Tone error_tone = Tone::Normal;  // of the error beside the tolerance
};

struct GradientCheckModel {
  std::string headline;  // "Softmax after step 120: backpropagation agrees with the loss"
  Tone tone = Tone::Normal;
  std::string reason;                    // "Relative errors up to 0.005 pass: …", and why
  std::vector<GradientCheckLine> lines;  // checked so far
};

GradientCheckModel build_gradient_check(const GradientCheckReport& report);

}  // namespace netdyno::app
