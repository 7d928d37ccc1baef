// app/panels/unit_widget.h
// SPDX-License-Identifier: MIT
//
// The units of a layer as a field of cells, each in the colour of its saturated or silent share.

#pragma once

#include "app/panels/frame_context.h"

namespace netdyno::app {

// Of row `row` of the set, into the available room. The pointer names a unit and its share.
void draw_units(const FrameContext& frame, std::size_t row, const DistributionSet& set);

}  // namespace netdyno::app
