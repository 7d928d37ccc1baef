// engine/probe/data_views.h
// SPDX-License-Identifier: MIT
//
// What the probes "samples" and "data" tell of the data set: results, and what a person chose to
// look at. Both are functions of the data and its settings alone, not of the network.
//
//   Units    pixels as Dataset::read() gives them, images in [0,1]; `received` as the network gets
//            them, after preprocessing

#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/core/shape.h"

namespace netdyno {

// A page of training examples.
struct DataPage {
  std::optional<std::int32_t> label;  // none: all classes
  Index first = 0;   // of the page, counting the examples of that class only; beyond the last: the
                     // last page
  Index count = 24;  // examples on a page, 1 to 64
  Index chosen = 0;  // of the page: the one that is drawn augmented
  bool operator==(const DataPage&) const = default;
};

struct DataSample {
  Index example = 0;  // position in the training view
  std::int32_t label = 0;
  std::vector<float> pixels;    // [C,H,W] or [F]
  std::vector<float> received;  // the same after preprocessing
};

struct SampleSet {
  Shape shape;
  DataPage page;        // as it could be served
  Index available = 0;  // training examples of that class, or all
  std::vector<DataSample> samples;
  std::vector<DataSample> augmented;  // the chosen example, as training could draw it
  bool is_augmented = false;          // false: the recipe has no augmentation, or none of images
};

// Two dimensions of some training examples against each other.
struct DataScatter {
  std::array<std::string, 2> dimensions;  // "pixel (14, 12)", "principal axis 1"
  std::vector<float> x, y;
  std::vector<std::int32_t> labels;
};

struct DataStatistics {
  Shape shape;
  std::string preprocess;
  std::vector<Index> train_counts, validation_counts;  // by class
  std::vector<float> mean, deviation;                  // [C,H,W] or [F], of the training pixels
  DataScatter before, after;                           // of the same examples
};

}  // namespace netdyno
