// engine/session/run_identity.h
// SPDX-License-Identifier: MIT
//
// What tells the runs of a session apart.

#pragma once

#include <cstdint>
#include <string>

namespace netdyno {

// Counts from 1; 0: none.
using RunId = std::int64_t;

struct RunIdentity {
  RunId id = 0;
  std::string name;  // for people: that of the recipe it began with
};

}  // namespace netdyno
