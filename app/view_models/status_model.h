// app/view_models/status_model.h
// SPDX-License-Identifier: MIT
//
// The status line: how fast training goes, where it stands, how long it takes, what the app itself
// costs.

#pragma once

#include <string>
#include <vector>

#include "engine/session/snapshot.h"

namespace netdyno::app {

struct StatusItem {
  std::string text;     // with unit
  std::string tooltip;  // one sentence, with the symbol or the formula
};

// Most important first: what does not fit is left out from the end. `snapshot` may be null.
std::vector<StatusItem> build_status(const Snapshot* snapshot, double frame_ms);

}  // namespace netdyno::app
