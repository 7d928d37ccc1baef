// SPDX-License-Identifier: MIT
#include "engine/probe/boundary_probe.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/nn/loss.h"
#include "engine/probe/example_choice.h"

namespace netdyno {

namespace {

constexpr Index kCells = 96, kCellsInHaste = 48;  // along each axis
constexpr Index kRowsAtOnce = 24;
constexpr Index kMostPoints = 1000;
constexpr double kMargin = 0.1;  // of the extent, on each side

void read_points(const DataView& train, DecisionMap& map) {
  std::array<float, 2> point{};
  for (const Index example : spread_examples(train.count, kMostPoints)) {
    train.read(example, point);
    map.x.push_back(point[0]);
    map.y.push_back(point[1]);
    map.labels.push_back(train.label(example));
  }
}

void set_range(const std::vector<float>& values, double& min, double& max) {
  double low = std::numeric_limits<double>::infinity();
  double high = -low;
  for (const float value : values) {
    if (!std::isfinite(value)) continue;
    low = std::min(low, static_cast<double>(value));
    high = std::max(high, static_cast<double>(value));
  }
  if (low > high) low = 0, high = 0;
  const double extent = high > low ? high - low : 1.0;
  min = low - kMargin * extent;
  max = high + kMargin * extent;
}

double centre(double min, double max, Index cell, Index cells) {
  return min + (max - min) * (static_cast<double>(cell) + 0.5) / static_cast<double>(cells);
}

void fill_rows(const DecisionMap& map, Index first_row, const ProbeInput& input, Tensor& x) {
  x.resize(input.network.spec().input.with_batch(kRowsAtOnce * map.columns));
  for (Index n = 0; n < x.batch_size(); ++n) {
    const std::span<float> sample = x.sample(n);
    sample[0] = static_cast<float>(centre(map.x_min, map.x_max, n % map.columns, map.columns));
    sample[1] =
        static_cast<float>(centre(map.y_min, map.y_max, first_row + n / map.columns, map.rows));
    input.preprocessor.apply(sample);
  }
}

void append_answers(const Tensor& logits, Tensor& probabilities, DecisionMap& map) {
  softmax(logits, probabilities);
  for (Index n = 0; n < logits.batch_size(); ++n) {
    const std::span<const float> scores = logits.sample(n);
    const bool is_finite = std::ranges::all_of(scores, [](float s) { return std::isfinite(s); });
    const auto best = static_cast<std::size_t>(std::ranges::max_element(scores) - scores.begin());
    map.predicted.push_back(is_finite ? static_cast<std::int32_t>(best) : -1);
    map.probability.push_back(is_finite ? probabilities.sample(n)[best]
                                        : std::numeric_limits<float>::quiet_NaN());
  }
}

}  // namespace

ProbeValue boundary_probe(const ProbeInput& input) {
  DecisionMap map;
  const Shape& shape = input.network.spec().input;
  map.classes = input.train.dataset->num_classes();
  map.is_planar = shape.size() == 2 && input.network.output_shape().rank() == 1;
  if (!map.is_planar) return map;
  read_points(input.train, map);
  set_range(map.x, map.x_min, map.x_max);
  set_range(map.y, map.y_min, map.y_max);
  map.columns = map.rows = input.is_in_haste ? kCellsInHaste : kCells;
  Tensor x, probabilities;
  for (Index row = 0; row < map.rows; row += kRowsAtOnce) {
    fill_rows(map, row, input, x);
    const Pass pass{.mode = Mode::Inference, .seed = input.seed};
    append_answers(input.network.forward(x, input.scratch, pass), probabilities, map);
  }
  return map;
}

}  // namespace netdyno
