// engine/probe/filters_probe.h
// SPDX-License-Identifier: MIT
//
// The probe "filters": what the first weights look for in the input, or those of the focus' layer
// in its own.
//
//   Shapes   conv: every filter as an image [C,F,F]; dense on an image: the weights of a unit as
//            an image of that shape, the first 64 units; else no images
//   Cost     a copy

#pragma once

#include "engine/probe/probe.h"

namespace netdyno {

ProbeValue filters_probe(const ProbeInput& input);

}  // namespace netdyno
