// engine/session/knob.h
// SPDX-License-Identifier: MIT
//
// Commands that change training, applied to a trainer. Sessions and replays share this.

#pragma once

#include <string>

#include "engine/session/command.h"
#include "engine/train/trainer.h"

namespace netdyno {

// What changed, in words for the curves' markers.
struct KnobChange {
  std::string knob;    // "learning rate η"
  std::string before;  // "0.01"
  std::string after;   // "0.1"
};

// Changes what the next minibatch is trained with.
//   Errors   RecipeError for a value that is refused; ContractError for a command that is no knob
KnobChange apply_knob(Trainer& trainer, const Command& command);

// The network got the kept weights back.
KnobChange best_weights_change(const Trainer& trainer, const BestWeights& best);

// True for knobs that change what an inference pass computes: weights, preprocessing, layer
// options.
bool changes_inference(const Command& command);

// True for these, for a change of the loss (a validation that is under way measures one and the
// same thing to its end), and for what takes in its result.
bool waits_for_validation(const Command& command);

}  // namespace netdyno
