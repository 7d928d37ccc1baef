// engine/run/run_history.h
// SPDX-License-Identifier: MIT
//
// The history of a run's folder, also while it grows: a long one's from its checkpoint, which has
// the pyramid, with the rows that metrics.csv has beyond it; a short one's from metrics.csv.
//
//   Errors   Error when neither is there, or metrics.csv is damaged
//   Cost     of a long run what is new since its checkpoint; of a folder without one all of
//            metrics.csv

#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "engine/run/history.h"

namespace netdyno {

struct RunHistory {
  History history;
  std::vector<std::string> notes;  // what could not be read, and why
};

RunHistory read_run_history(const std::filesystem::path& folder);

}  // namespace netdyno
