// engine/session/marker_collector.h
// SPDX-License-Identifier: MIT
//
// Turns changes of knobs into markers on the curves. A slider that is being dragged changes its
// knob many times a second; it becomes one marker, from the value before the drag to the last one,
// once the knob has rested.

#pragma once

#include <chrono>
#include <optional>

#include "engine/run/history.h"

namespace netdyno {

class MarkerCollector {
 public:
  using Time = std::chrono::steady_clock::time_point;
  static constexpr std::chrono::milliseconds kRest{700};  // as undo groups changes

  // Returns the earlier marker that this one completes: that of another knob.
  std::optional<KnobMarker> add(KnobMarker marker, Time now);
  // The marker whose knob has rested, once.
  std::optional<KnobMarker> take_rested(Time now);
  // The collected marker, rested or not.
  std::optional<KnobMarker> take();

  bool is_collecting() const { return marker_.has_value(); }

 private:
  std::optional<KnobMarker> marker_;
  Time last_change_;
};

}  // namespace netdyno
