// engine/optim/schedule.h
// SPDX-License-Identifier: MIT
//
// Learning rate schedules: a factor of the base rate as a function of time. The base rate stays the
// person's to change at any moment.
//
//   Units    time in epochs (fractional); factor >= 0 without unit

#pragma once

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

// Where training stands when a factor is asked for.
struct ScheduleTime {
  double epoch = 0.0;         // finished share included: 1.5 is the middle of the second epoch
  double total_epochs = 1.0;  // the recipe's
};

struct Schedule {
  std::string name;  // as in recipes: "constant"
  std::string doc;   // one sentence with the formula
  std::vector<OptionField> fields;
  double (*factor)(const Options&, const ScheduleTime&);
};

std::span<const Schedule> schedules();

// Errors   RecipeError at path "kind" with the nearest known name
const Schedule& schedule(const std::string& name);

}  // namespace netdyno
