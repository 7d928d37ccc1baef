// engine/train/knob_takers.h
// SPDX-License-Identifier: MIT
//
// The knobs that a trainer takes between two steps: for each path how it does, what a running
// validation has to do with it, and how the change is told. A path without a row takes effect from
// step 0. To add a knob: its key in the option table that checks it, and, where it may change while
// training, `.live()` there and a row here, unless a row has the whole of its object.

#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "engine/train/trainer.h"

namespace netdyno {

struct KnobTaker {
  std::string_view path;              // as the schema has it; "schedule.*" for all below
  bool waits_for_validation = false;  // one that is under way measures one and the same thing
  bool changes_inference = false;     // of the present weights, or changes these
  // `changed` is the trainer's recipe with the new value in it, checked.
  void (*take)(Trainer& trainer, const Recipe& changed, std::string_view path);
  // Before and after, in words; null: the values themselves.
  std::pair<std::string, std::string> (*tell)(const Recipe& before, const Recipe& after,
                                              std::string_view path) = nullptr;
};

std::span<const KnobTaker> knob_takers();

// The row of a path of a recipe; null where it takes effect from step 0.
const KnobTaker* knob_taker(std::string_view path);

}  // namespace netdyno
