// app/view_models/image_model.h
// SPDX-License-Identifier: MIT
//
// Filters, images and saliency maps as pixels, with what is written beside them.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/shell/texture_store.h"
#include "app/shell/theme.h"
#include "engine/probe/probe.h"

namespace netdyno::app {

// How images of one grid share a colour map.
enum class MapScale {
  Layer,   // one range for all that is shown together
  Local,   // each image has its own
  Global,  // one range for the whole network, or for all steps
};

struct FilterView {
  MapScale scale = MapScale::Layer;
  double contrast = 1;                // the map ends at 1/contrast of that range
  std::optional<Index> channel = {};  // the only one shown; none: colours, or the channels' mean
};

// All filters side by side as one image, `columns` in a row, `gap` transparent pixels between them.
// Three channels are drawn in colour; one, or any other number (their mean), with the diverging
// map.
Pixels filter_pixels(const ImageGrid& grid, std::size_t columns, int gap, const Theme& theme,
                     const FilterView& view = {});

// The largest size of a weight: the map runs from -limit to +limit. 0 when none is finite.
double filter_limit(const ImageGrid& grid);
// Where the map of image `index` ends.
double map_limit(const ImageGrid& grid, const FilterView& view, std::size_t index);

// "Filter 3: weights from -0.42 to 0.31".
std::string filter_text(const ImageGrid& grid, std::size_t index);
// "Map 3: outputs from 0 to 2.1".
std::string map_text(const ImageGrid& grid, std::size_t index);

// What is behind pixel (x, y) of image `index`: "0.42", or of three channels "0.1, 0.2, -0.3".
std::string pixel_text(const ImageGrid& grid, std::size_t index, Index y, Index x);

// How many filters stand in a row so that `count` of the given proportions fill width × height
// best.
std::size_t best_columns(std::size_t count, double width_px, double height_px);

// A map's colours from left to right, 1 pixel high.
inline constexpr int kMapLegendWidth = 128;  // pixels that a legend is usually wide
Pixels diverging_legend(int width, const Theme& theme);
Pixels sequential_legend(int width, const Theme& theme);
Pixels grey_legend(int width);  // black to white

// Of one pinned image.
Pixels image_pixels(const SaliencyImage& image);
// What is behind pixel (x, y) of the image or of its map: "0.42".
std::string saliency_text(const SaliencyImage& image, bool is_map, Index y, Index x);
// `is_signed` maps have the diverging colours, others the sequential ones. `limit` is the value at
// the map's end; none: the largest of this image.
Pixels saliency_pixels(const SaliencyImage& image, const Theme& theme, bool is_signed = false,
                       std::optional<float> limit = {});

// `above` over `below`, of which `share` covers what is beneath; both have one size.
Pixels blended(const Pixels& below, const Pixels& above, float share);

// The name of class `index`; "class 7" where it has none.
std::string class_name(const std::vector<std::string>& names, std::int32_t index);

struct Probability {
  std::string name;
  double share = 0;  // [0,1]
  bool is_label = false;
};

struct PredictionModel {
  bool is_correct = false;
  bool has_truth = true;         // false: the true class is not known
  bool has_bad_values = false;   // the network's output is not finite
  std::string predicted;         // "Sneaker, 93.1 %"
  std::string truth;             // "Ankle boot"
  std::vector<Probability> top;  // most probable first
};

// `top` at most.
PredictionModel build_prediction(const SaliencyImage& image,
                                 const std::vector<std::string>& class_names, std::size_t top);

// The next `count` positions after (or before) the pinned ones in a validation set of `size`,
// running around at its ends.
std::vector<Index> neighbouring_images(const std::vector<Index>& pinned, Index count, Index size,
                                       bool is_next);
// `count` positions from `first` on.
std::vector<Index> images_from(Index first, Index count, Index size);

}  // namespace netdyno::app
