// engine/probe/prediction_views.h
// SPDX-License-Identifier: MIT
//
// What the network answers for many examples: each answer, and some of the images.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/core/shape.h"

namespace netdyno {

// The answer for one example.
struct PredictedExample {
  Index example = 0;            // position in its view
  std::int32_t label = 0;       // true class
  std::int32_t predicted = -1;  // class of the largest output; -1: an output is not a number
  float label_probability = 0;  // softmax's for the true class; NaN where not finite
  float probability = 0;        // softmax's for the predicted class
};

struct PredictedImage {
  PredictedExample answer;
  std::vector<float> pixels;         // as the data set gives them
  std::vector<float> probabilities;  // [classes]
};

struct PredictionSet {
  Index classes = 0;
  Index available = 0;  // examples of the view; `examples` are some of them
  Shape shape;          // of an example
  std::vector<PredictedExample> examples;
  // Of `cell` (true class, predicted class) when one was chosen, else those whose true class got
  // the least probability, worst first.
  std::vector<PredictedImage> shown;
  std::optional<std::pair<std::int32_t, std::int32_t>> cell;
};

}  // namespace netdyno
