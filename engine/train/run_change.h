// engine/train/run_change.h
// SPDX-License-Identifier: MIT
//
// What a person changes between two steps of a training: a knob that is turned to a value, or one
// of two actions that are no setting. Sessions, journals and replays share this.

#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <variant>

#include "engine/recipe/knobs.h"
#include "engine/train/trainer.h"

namespace netdyno {

// Draws the weights of the net, or of one layer, anew by the scheme that is in force.
struct Redraw {
  std::optional<std::size_t> layer;  // index into `layers`
  bool operator==(const Redraw&) const = default;
};
// Back to the weights that early stopping keeps.
struct RestoreBest {
  bool operator==(const RestoreBest&) const = default;
};

using RunChange = std::variant<KnobTurn, Redraw, RestoreBest>;

// What changed, in words for the curves' markers.
struct KnobChange {
  std::string knob;    // "learning rate η"
  std::string before;  // "0.01"
  std::string after;   // "0.1"
};

// Changes what the next minibatch is trained with.
//   Errors   RecipeError for a value that is refused, and for a path that takes effect from step 0
KnobChange apply_change(Trainer& trainer, const RunChange& change);

// The network got the kept weights back.
KnobChange best_weights_change(const Trainer& trainer, const BestWeights& best);

// Other weights take the place of the trained ones.
bool replaces_weights(const RunChange& change);
// What an inference pass computes becomes another: by weights, preprocessing, layer options.
bool changes_inference(const RunChange& change);
// True for these, for a change of the loss (a validation that is under way measures one and the
// same thing to its end), and for what takes in its result.
bool waits_for_validation(const RunChange& change);

}  // namespace netdyno
