// app/view_models/transport_model.h
// SPDX-License-Identifier: MIT
//
// What the transport bar says and offers in each state of a run.

#pragma once

#include <cstdint>
#include <optional>
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
  std::optional<double> progress;  // [0,1] of what is waited for
};

// `snapshot` may be null.
TransportModel build_transport(const Snapshot* snapshot);

// The seed that follows: never 0, and every other comes around before it returns.
std::uint64_t following_seed(std::uint64_t seed);

}  // namespace netdyno::app
