// app/view_models/schedule_model.h
// SPDX-License-Identifier: MIT
//
// The learning rate over a run: as it was up to now, and as the schedule has it ahead.
//
//   Units    x in epochs; y the rate η, linear unless asked otherwise: a cosine looks like one

#pragma once

#include <string>

#include "app/chart/figure.h"
#include "engine/run/history.h"
#include "engine/session/snapshot.h"

namespace netdyno::app {

struct ScheduleModel {
  Figure figure;
  std::string note;  // what the curve cannot tell: "" for functions of time
};

// `snapshot` has a recipe.
ScheduleModel build_schedule(const Snapshot& snapshot, const History& history, const Theme& theme,
                             AxisScale scale = AxisScale::Linear);

}  // namespace netdyno::app
