// app/report/live_content.h
// SPDX-License-Identifier: MIT
//
// What the app holds of a run at a moment, as the content of figures and reports.

#pragma once

#include <string>
#include <vector>

#include "app/report/run_content.h"
#include "engine/session/snapshot.h"

namespace netdyno::app {

// Distributions, filters and the like as far as panels had them measured. A copy: the run goes on.
RunContent live_content(const std::string& name, const Snapshot& snapshot, const History& history,
                        const ComparedRunList& compared = {});

// Probes whose results some of a run's figures are made from.
std::vector<std::string> figure_probes(const Snapshot& snapshot);

}  // namespace netdyno::app
