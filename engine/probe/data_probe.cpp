// SPDX-License-Identifier: MIT
#include "engine/probe/data_probe.h"

#include <fmt/core.h>

#include <algorithm>

#include "engine/data/pixel_statistics.h"
#include "engine/probe/example_choice.h"

namespace netdyno {

namespace {

constexpr Index kScatterExamples = 400;

using Dimensions = std::array<std::size_t, 2>;

std::vector<Index> count_classes(const DataView& view, std::size_t classes) {
  std::vector<Index> counts(classes);
  for (Index i = 0; i < view.count; ++i) ++counts[static_cast<std::size_t>(view.label(i))];
  return counts;
}

Dimensions chosen_dimensions(const Shape& shape, const std::vector<float>& deviation) {
  if (deviation.size() < 2) return {0, 0};
  if (!shape.is_image()) return {0, 1};
  const auto widest =
      static_cast<std::size_t>(std::ranges::max_element(deviation) - deviation.begin());
  const auto width = static_cast<std::size_t>(shape.width());
  if (width < 2) return {widest, widest > 0 ? widest - 1 : 1};
  const bool is_at_edge = widest % width + 1 == width;
  return {widest, is_at_edge ? widest - 1 : widest + 1};
}

std::string dimension_name(const Shape& shape, std::size_t dimension) {
  if (!shape.is_image()) return fmt::format("dimension {}", dimension);
  const auto plane = static_cast<std::size_t>(shape.height() * shape.width());
  const auto width = static_cast<std::size_t>(shape.width());
  const std::size_t pixel = dimension % plane;
  const std::string place = fmt::format("pixel ({}, {})", pixel / width, pixel % width);
  return shape.channels() == 1 ? place : fmt::format("{}, channel {}", place, dimension / plane);
}

void append_point(const std::vector<float>& values, const Dimensions& dimensions,
                  std::int32_t label, DataScatter& scatter) {
  scatter.x.push_back(values[dimensions[0]]);
  scatter.y.push_back(values[dimensions[1]]);
  scatter.labels.push_back(label);
}

void fill_scatters(const ProbeInput& input, DataStatistics& statistics) {
  const Dimensions before = chosen_dimensions(statistics.shape, statistics.deviation);
  const bool is_rotated = statistics.preprocess == "pca" || statistics.preprocess == "whiten";
  const bool has_two = statistics.deviation.size() >= 2;
  const Dimensions after = is_rotated ? Dimensions{0, has_two ? 1u : 0u} : before;
  for (std::size_t axis = 0; axis < 2; ++axis) {
    statistics.before.dimensions[axis] = dimension_name(statistics.shape, before[axis]);
    statistics.after.dimensions[axis] = is_rotated
                                            ? fmt::format("principal axis {}", after[axis] + 1)
                                            : dimension_name(statistics.shape, after[axis]);
  }
  std::vector<float> values(statistics.mean.size());
  for (const Index example : spread_examples(input.train.count, kScatterExamples)) {
    const std::int32_t label = input.train.label(example);
    input.train.read(example, values);
    append_point(values, before, label, statistics.before);
    input.preprocessor.apply(values);
    append_point(values, after, label, statistics.after);
  }
}

}  // namespace

ProbeValue data_probe(const ProbeInput& input) {
  DataStatistics statistics;
  const Dataset& dataset = *input.train.dataset;
  statistics.shape = dataset.sample_shape();
  statistics.preprocess = input.preprocess;
  const auto classes = static_cast<std::size_t>(dataset.num_classes());
  statistics.train_counts = count_classes(input.train, classes);
  statistics.validation_counts = count_classes(input.validation, classes);
  const PixelMoments moments = pixel_moments(input.train);
  statistics.mean.assign(moments.means.begin(), moments.means.end());
  statistics.deviation.assign(moments.deviations.begin(), moments.deviations.end());
  fill_scatters(input, statistics);
  return statistics;
}

}  // namespace netdyno
