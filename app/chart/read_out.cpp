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
  if (!read_out.has_order) {
    std::ranges::stable_sort(read_out.rows, {}, distance);
    return;
  }
  const auto nearest = std::ranges::min_element(read_out.rows, {}, distance);
  read_out.nearest = static_cast<std::size_t>(nearest - read_out.rows.begin());
}

}  // namespace netdyno::app
