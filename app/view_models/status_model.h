// app/view_models/status_model.h
// SPDX-License-Identifier: MIT
//
// The status line: how fast training goes, where it stands, how long it takes, what the app itself
// costs.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/run/history.h"
#include "engine/session/snapshot.h"

namespace netdyno::app {

struct StatusItem {
  std::string text;     // with unit
  std::string tooltip;  // one sentence, with the symbol or the formula
};

// Most important first: what does not fit is left out from the end. `snapshot` may be null.
// What is amiss while it trains, in a few words and in a sentence with what to do: the loss stands
// where it began, or higher, after it had been far lower; nearly all of a layer is silent.
struct TrainingWorry {
  std::string text;    // "loss is rising: η too high?"
  std::string detail;  // with the numbers
};
std::optional<TrainingWorry> training_worry(const Snapshot& snapshot, const History& history);

std::vector<StatusItem> build_status(const Snapshot* snapshot, double frame_ms);

}  // namespace netdyno::app
