// SPDX-License-Identifier: MIT
#include "engine/probe/grad_cam.h"

#include <algorithm>
#include <cmath>

#include "engine/nn/layer_registry.h"

namespace netdyno {

namespace {

// Where position `to` of `to_extent` lies among `extent` positions.
double position_in(Index to, Index to_extent, Index extent) {
  const double at = (static_cast<double>(to) + 0.5) * static_cast<double>(extent) /
                        static_cast<double>(to_extent) -
                    0.5;
  return std::clamp(at, 0.0, static_cast<double>(extent - 1));
}

}  // namespace

std::optional<std::size_t> grad_cam_layer(const Network& network) {
  std::optional<std::size_t> found;
  for (std::size_t i = 0; i < network.layer_count(); ++i) {
    const Layer& layer = network.layer(i);
    const Shape& shape = layer.output_shape();
    if (!shape.is_image() || shape.height() * shape.width() <= 1) continue;
    const LayerType& type = layer_type(layer.spec().type);
    const bool goes_on = found == i - 1 && i > 0 && type.keeps_positions;
    if (type.makes_maps || goes_on) found = i;
  }
  return found;
}

std::vector<float> enlarged_map(const std::vector<float>& map, Index height, Index width,
                                Index to_height, Index to_width) {
  std::vector<float> result(static_cast<std::size_t>(to_height * to_width));
  const auto value = [&](Index y, Index x) {
    return static_cast<double>(map[static_cast<std::size_t>(y * width + x)]);
  };
  for (Index y = 0; y < to_height; ++y)
    for (Index x = 0; x < to_width; ++x) {
      const double v = position_in(y, to_height, height), u = position_in(x, to_width, width);
      const auto top = static_cast<Index>(v), left = static_cast<Index>(u);
      const Index bottom = std::min(top + 1, height - 1), right = std::min(left + 1, width - 1);
      const double down = v - static_cast<double>(top), across = u - static_cast<double>(left);
      const double upper = value(top, left) * (1 - across) + value(top, right) * across;
      const double lower = value(bottom, left) * (1 - across) + value(bottom, right) * across;
      result[static_cast<std::size_t>(y * to_width + x)] =
          static_cast<float>(upper * (1 - down) + lower * down);
    }
  return result;
}

std::vector<float> grad_cam(const Network& network, const Workspace& workspace, Index sample) {
  const std::optional<std::size_t> layer = grad_cam_layer(network);
  if (!layer) return {};
  const Shape& shape = network.layer(*layer).output_shape();
  const auto plane = static_cast<std::size_t>(shape.height() * shape.width());
  const std::span<const float> maps = workspace.outputs[*layer].sample(sample);
  const std::span<const float> slopes = workspace.output_grads[*layer].sample(sample);
  std::vector<float> sum(plane, 0.0f);
  for (std::size_t k = 0; k < static_cast<std::size_t>(shape.channels()); ++k) {
    double weight = 0;
    for (const float slope : slopes.subspan(k * plane, plane)) weight += slope;
    weight /= static_cast<double>(plane);
    for (std::size_t i = 0; i < plane; ++i)
      sum[i] += static_cast<float>(weight) * maps[k * plane + i];
  }
  for (float& value : sum)
    if (value < 0) value = 0;  // NaN stays
  const Shape& input = network.spec().input;
  return enlarged_map(sum, shape.height(), shape.width(), input.height(), input.width());
}

}  // namespace netdyno
