// SPDX-License-Identifier: MIT
#include "app/chart/read_out.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace netdyno::app {

void sort_by_distance(ReadOut& read_out, double pointer_y) {
  const auto distance = [&](const ReadOutRow& row) {
    return std::isfinite(row.y) ? std::abs(row.y - pointer_y)
                                : std::numeric_limits<double>::infinity();
  };
  std::ranges::stable_sort(read_out.rows, {}, distance);
}

}  // namespace netdyno::app
