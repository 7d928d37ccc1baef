// app/view_models/transport_model.h
// SPDX-License-Identifier: MIT
//
// What the transport bar says and offers in each state of a run.

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "engine/session/snapshot.h"

namespace netdyno::app {

enum class Tone { Normal, Good, Warning, Error };

struct TransportModel {
  bool has_run = false;        // a recipe is loaded: it can be trained, stepped, restarted
  bool is_running = false;     // Pause is offered rather than Train
  std::uint64_t seed = 0;      // of the run
  std::uint64_t new_seed = 0;  // that a restart with a new seed would take
  std::string state;           // "Training, epoch 2 of 10"
  std::string detail;          // a longer explanation; may be empty
  Tone tone = Tone::Normal;
  double pace = 0;                 // steps/s; 0: as fast as it can
  std::optional<double> progress;  // [0,1] of what is waited for
};

// `snapshot` may be null.
TransportModel build_transport(const Snapshot* snapshot);

// The paces that are offered, the fastest, 0 for no limit, first.
std::span<const double> paces();
// The next one offered; the last one stays.
double slower_pace(double steps_per_second);
double faster_pace(double steps_per_second);
// "Full speed", "3 steps/s", "a step in 3 s".
std::string pace_text(double steps_per_second);

// The seed that follows: never 0, and every other comes around before it returns.
std::uint64_t following_seed(std::uint64_t seed);

}  // namespace netdyno::app
