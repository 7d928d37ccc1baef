// SPDX-License-Identifier: MIT
#include "engine/probe/feature_maps_probe.h"

#include <algorithm>

#include "engine/probe/shown_images.h"
#include "engine/probe/statistics.h"

namespace netdyno {

namespace {

constexpr Index kMaxMaps = 256;

// The chosen layer, or the first that gives images.
std::optional<std::size_t> layer_of(const ProbeInput& input) {
  const auto gives_images = [&](std::size_t i) {
    return input.network.layer(i).output_shape().is_image();
  };
  const std::size_t count = input.network.layer_count();
  if (const auto chosen = input.focus.maps_layer; chosen && *chosen < count)
    return gives_images(*chosen) ? chosen : std::nullopt;
  for (std::size_t i = 0; i < count; ++i)
    if (gives_images(i)) return i;
  return std::nullopt;
}

// Over the outputs of all layers that give images.
float network_limit(const Network& network, const Workspace& workspace) {
  double limit = 0;
  for (std::size_t i = 0; i < network.layer_count(); ++i)
    if (network.layer(i).output_shape().is_image())
      limit = std::max(limit, largest_size(measure_statistics(workspace.outputs[i].values())));
  return static_cast<float>(limit);
}

}  // namespace

ProbeValue feature_maps_probe(const ProbeInput& input) {
  std::vector<SaliencyImage> images = read_shown_images(input);
  const std::optional<std::size_t> layer = layer_of(input);
  if (images.empty() || !layer) return ImageGrid{};
  const Index last = static_cast<Index>(images.size()) - 1;
  const auto chosen = static_cast<std::size_t>(std::clamp(input.focus.maps_image, Index{0}, last));
  const Tensor pixels = pixels_of({&images[chosen], 1}, input.network.spec().input);
  input.network.forward(preprocessed(pixels, input.preprocessor), input.scratch,
                        {.mode = Mode::Inference, .seed = input.seed});
  const Shape& shape = input.network.layer(*layer).output_shape();
  ImageGrid grid;
  grid.layer = *layer;
  grid.height = shape.height();
  grid.width = shape.width();
  grid.count = std::min(kMaxMaps, shape.channels());
  const std::span<const float> values = input.scratch.outputs[*layer].values().first(
      static_cast<std::size_t>(grid.count * grid.height * grid.width));
  grid.values.assign(values.begin(), values.end());
  const Statistics statistics = measure_statistics(values);
  grid.min = static_cast<float>(statistics.min);
  grid.max = static_cast<float>(statistics.max);
  grid.not_finite = statistics.not_finite;
  if (input.focus.measures_network_range)
    grid.network_limit = network_limit(input.network, input.scratch);
  return grid;
}

}  // namespace netdyno
