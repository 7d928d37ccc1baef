// app/view_models/advice.h
// SPDX-License-Identifier: MIT
//
// What is amiss with the training, with its evidence, and what can be done at a press: the numbers
// stopped being finite, the loss rises, a layer is silent, the penalty outweighs the data.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/view_models/transport_model.h"
#include "engine/run/history.h"
#include "engine/session/command.h"
#include "engine/session/snapshot.h"

namespace netdyno::app {

struct AdviceStep {
  std::string label;  // of its button: "Back to step 776, before N = 1"
  std::string doc;    // one sentence: what will happen
  std::vector<Command> commands;
};

struct Advice {
  std::string headline;  // a few words: "loss is rising: η too high?"
  std::string text;      // a sentence with the numbers
  Tone tone = Tone::Warning;
  std::vector<AdviceStep> steps;  // the best first
};

// None while all is well, or nothing trains.
std::optional<Advice> build_advice(const Snapshot& snapshot, const History& history);

}  // namespace netdyno::app
