// app/chart/chart_read_out.h
// SPDX-License-Identifier: MIT
//
// A read-out as a tooltip: heading, the nearest rows, the markers at hand.

#pragma once

#include "app/chart/read_out.h"

namespace netdyno::app {

void draw_read_out(const ReadOut& read_out, const Theme& theme);

}  // namespace netdyno::app
