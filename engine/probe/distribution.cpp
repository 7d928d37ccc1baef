// SPDX-License-Identifier: MIT
#include "engine/probe/distribution.h"

#include "engine/nn/layer_registry.h"
#include "engine/probe/statistics.h"

namespace netdyno {

std::optional<ValueRange> saturating_range(const std::string& layer_type) {
  const LayerType* const type = known_layer_type(layer_type);
  if (!type || !type->saturates) return {};
  return ValueRange{type->saturates->low, type->saturates->high};
}

Distribution measure_distribution(std::span<const float> values,
                                  const std::optional<ValueRange>& saturating) {
  FlatEnds ends;
  if (saturating)
    ends = {static_cast<float>(saturating->lo + kSaturationMargin),
            static_cast<float>(saturating->hi - kSaturationMargin)};
  const Statistics statistics = measure_statistics(values, ends);
  Distribution distribution;
  distribution.count = statistics.count;
  distribution.mean = statistics.mean;
  distribution.std = statistics.std;
  distribution.min = statistics.min;
  distribution.max = statistics.max;
  if (statistics.count > 0)
    distribution.saturated =
        static_cast<double>(statistics.flat) / static_cast<double>(statistics.count);
  const ValueRange range = saturating ? *saturating : nice_range(values, statistics.min < 0.0);
  distribution.histogram = count_values(values, range);
  return distribution;
}

}  // namespace netdyno
