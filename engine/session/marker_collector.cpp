// SPDX-License-Identifier: MIT
#include "engine/session/marker_collector.h"

#include <utility>

namespace netdyno {

std::optional<KnobMarker> MarkerCollector::add(KnobMarker marker, Time now) {
  last_change_ = now;
  if (marker_ && marker_->knob == marker.knob) {
    marker.before = std::move(marker_->before);
    marker_ = std::move(marker);
    return std::nullopt;
  }
  std::optional<KnobMarker> completed = take();
  marker_ = std::move(marker);
  return completed;
}

std::optional<KnobMarker> MarkerCollector::take_rested(Time now) {
  if (!marker_ || now - last_change_ < kRest) return std::nullopt;
  return take();
}

std::optional<KnobMarker> MarkerCollector::take() {
  return std::exchange(marker_, std::nullopt);
}

}  // namespace netdyno
