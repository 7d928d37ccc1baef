// engine/run/past_changes.h
// SPDX-License-Identifier: MIT
//
// What changed a run between its steps, in the order in which it did: what has to be done again by
// who computes its steps again.

#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <vector>

#include "engine/run/keyframe.h"
#include "engine/train/trainer.h"

namespace netdyno {

struct PastChange {
  std::int64_t step = 0;  // took effect after this step
  std::function<void(Trainer&)> apply;
};

// Steps never fall.
using PastChanges = std::vector<PastChange>;

// After `step`, before anything was changed there: what the steps up to it alone made of the run.
inline Moment moment_after(const PastChanges& changes, std::int64_t step) {
  const auto first = std::ranges::lower_bound(changes, step, {}, &PastChange::step);
  return {step, static_cast<std::size_t>(first - changes.begin())};
}

}  // namespace netdyno
