// engine/probe/distribution.h
// SPDX-License-Identifier: MIT
//
// Statistics and histogram of a tensor together: a row of the distribution probes.

#pragma once

#include <optional>
#include <span>
#include <string>

#include "engine/probe/histogram.h"

namespace netdyno {

// The range of an activation function that flattens out at both ends; none for other types.
std::optional<ValueRange> saturating_range(const std::string& layer_type);

// How near to an end of that range a value counts as saturated.
inline constexpr double kSaturationMargin = 0.03;

// All but layer, name and dead. With a `saturating` range the histogram is drawn over it, so that
// layers compare at a glance; else over the nice_range() of the values.
Distribution measure_distribution(std::span<const float> values,
                                  const std::optional<ValueRange>& saturating = {});

}  // namespace netdyno
