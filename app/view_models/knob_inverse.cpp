// SPDX-License-Identifier: MIT
#include "app/view_models/knob_inverse.h"

#include "engine/core/error.h"

namespace netdyno::app {

std::optional<Command> inverse_of(const Command& command, const Recipe& recipe) {
  const auto* turned = std::get_if<SetKnob>(&command);
  if (!turned) return std::nullopt;
  try {
    // What loses the weights leaves a run that is kept, and undo goes back to that.
    if (effect_at(recipe, turned->path) != KnobEffect::Now) return std::nullopt;
    const std::optional<KnobTurn> back = turn_back(recipe, turned->path);
    if (!back) return std::nullopt;
    return SetKnob{back->path, back->value, turned->run};
  } catch (const RecipeError&) {
    return std::nullopt;  // the engine refuses it, too, and says why
  }
}

}  // namespace netdyno::app
