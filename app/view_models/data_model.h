// app/view_models/data_model.h
// SPDX-License-Identifier: MIT
//
// The data set ready to draw: pictures of examples, bars of the classes' sizes, scatter plots.

#pragma once

#include <span>
#include <string>
#include <vector>

#include "app/chart/figure.h"
#include "app/shell/texture_store.h"
#include "engine/probe/probe.h"

namespace netdyno::app {

// As the file has it: pixels in [0,1], in colour where there are three channels, else the first one
// in grey. As the network receives it: 0 is the map's middle, `limit` its ends.
enum class PictureKind { Pixels, Received };

// Pictures one above the other as one image; transparent where an example is no picture.
Pixels picture_sheet(const Shape& shape, std::span<const DataSample> samples, PictureKind kind,
                     double limit, const Theme& theme);

// The largest finite size of a received value.
double received_limit(std::span<const DataSample> samples);

Pixels mean_picture(const DataStatistics& data, const Theme& theme);
// The mean over channels by the sequential map, from 0 to largest_deviation().
Pixels deviation_picture(const DataStatistics& data, const Theme& theme);
double largest_deviation(const DataStatistics& data);

// "25 to 48 of 50 000".
std::string page_text(const SampleSet& set);
// The page after or before, staying within what is available; its first example is chosen.
DataPage turned_page(const SampleSet& set, bool is_next);

struct ClassBar {
  std::int32_t index = 0;
  std::string name;
  double train = 0, validation = 0;         // share of the longest bar of its kind, [0,1]
  std::string train_text, validation_text;  // "5 012 (10.0 %)"
};

std::vector<ClassBar> build_class_bars(const DataStatistics& data,
                                       const std::vector<std::string>& class_names);
// What the training counts mean: balanced, or how far from it.
std::string balance_text(const DataStatistics& data, const std::vector<std::string>& class_names);

// A dimension of a vector, for a table.
struct DimensionRow {
  std::string name, mean, deviation;
};
std::vector<DimensionRow> build_dimensions(const DataStatistics& data, std::size_t most);

// Points by class; both axes span the same extent, that of the finite points, so that a direction
// of large variance looks like one.
Figure build_scatter(const DataScatter& scatter, const std::vector<std::string>& class_names,
                     const Theme& theme);

// Why one would, or would not, do more than centring with this data.
std::string preprocess_advice(const DataStatistics& data);

}  // namespace netdyno::app
