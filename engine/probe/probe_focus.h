// engine/probe/probe_focus.h
// SPDX-License-Identifier: MIT
//
// What a person chose to look at, for the probes of layers, of single images and of predictions.
// It changes what is measured, never what is trained.

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "engine/core/shape.h"

namespace netdyno {

enum class SaliencyMethod {
  Gradient,
  GradientTimesInput,
  SmoothGrad,
  IntegratedGradients,
  GradCam,
};

struct ProbeFocus {
  std::optional<std::size_t> filters_layer;  // of "filters"; none: the first with weights
  std::optional<std::size_t> maps_layer;     // of "feature_maps"; none: the first that gives images
  Index maps_image = 0;                      // of "feature_maps": which of the shown images
  // "filters" and "feature_maps" also measure the largest value over all layers, for one colour
  // range of the whole network.
  bool measures_network_range = false;
  SaliencyMethod saliency = SaliencyMethod::Gradient;
  // Of "predictions": true and predicted class whose images are shown; none: the worst ones.
  std::optional<std::pair<std::int32_t, std::int32_t>> cell;
  bool operator==(const ProbeFocus&) const = default;
};

// An image that is not of the data. The probes of single images show it before the pinned ones.
struct ExaminedImage {
  std::string name;           // of the file, for people; empty: there is none
  Shape shape;                // [C,H,W]
  std::vector<float> pixels;  // [C,H,W] in [0,1]
};

}  // namespace netdyno
