// app/chart/read_out.h
// SPDX-License-Identifier: MIT
//
// What the pointer's crosshair tells: a heading with the place and a row per curve.

#pragma once

#include <string>
#include <vector>

#include "app/shell/theme.h"

namespace netdyno::app {

struct ReadOutRow {
  Color color;
  std::string label;
  std::string smoothed;  // as text with unit; empty: not smoothed
  std::string value;
  double y = 0;  // shown value, to find the row nearest to the pointer; NaN: none
};

struct ReadOut {
  double x = 0;         // of the point read, where the crosshair snaps to
  std::string heading;  // "step 1 234 · epoch 1.58 · 12.3 s"
  std::vector<ReadOutRow> rows;
  std::vector<std::string> notes;  // markers near the pointer: "learning rate η 0.01 → 0.1"
  bool has_order = false;          // rows say more in their own order: all of them are shown
  std::size_t nearest = 0;         // row that stands out
  bool empty() const { return rows.empty() && notes.empty(); }
};

// The rows sorted by distance of y from `pointer_y`; rows without y go last. Where they have an
// order of their own the nearest is only marked.
void sort_by_distance(ReadOut& read_out, double pointer_y);

}  // namespace netdyno::app
