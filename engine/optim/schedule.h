// engine/optim/schedule.h
// SPDX-License-Identifier: MIT
//
// Learning rate schedules: a factor of the base rate as a function of time, or of what validation
// told so far. The base rate stays the person's to change at any moment.
//
//   Units    time in epochs (fractional); factor >= 0 without unit
//   Source   step, exponential, cosine, cosine-restarts, cyclic and plateau equal
//            torch.optim.lr_scheduler's StepLR, ExponentialLR, CosineAnnealingLR,
//            CosineAnnealingWarmRestarts, CyclicLR and ReduceLROnPlateau (mode min, threshold rel)

#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include "engine/core/options.h"

namespace netdyno {

struct ScheduleSpec {
  std::string kind = "constant";
  Options options;
  bool operator==(const ScheduleSpec&) const = default;
};

// What a schedule remembers of the validations; a fresh one when it begins.
struct ScheduleState {
  double best = std::numeric_limits<double>::infinity();  // lowest validation loss so far
  std::int64_t waited = 0;                                // validations since without a lower one
  std::int64_t drops = 0;                                 // how often the rate was lowered
  bool operator==(const ScheduleState&) const = default;
};

// Where training stands when a factor is asked for.
struct ScheduleTime {
  double epoch = 0.0;         // finished share included: 1.5 is the middle of the second epoch
  double total_epochs = 1.0;  // the recipe's
  std::int64_t drops = 0;     // ScheduleState's
};

struct Schedule {
  std::string name;  // as in recipes: "constant"
  std::string doc;   // one sentence with the formula
  std::vector<OptionField> fields;
  double (*factor)(const Options&, const ScheduleTime&);
  // Takes in a validation's loss; null for schedules of time alone.
  void (*observe)(const Options&, double loss, ScheduleState&) = nullptr;
};

std::span<const Schedule> schedules();

// Errors   RecipeError at path "kind" with the nearest known name
const Schedule& schedule(const std::string& name);

}  // namespace netdyno
