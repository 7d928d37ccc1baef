// engine/probe/boundary_probe.h
// SPDX-License-Identifier: MIT
//
// The probe "boundary": what the network answers all over the plane, where the examples are points
// of it.
//
//   Shapes   a grid of 96 × 96 cells over the training points and a tenth of their extent around
//            them; cell (row, column) stands for its centre, row 0 at the bottom
//   Errors   none: `is_planar` is false for examples that have not two dimensions, or a network
//            without an output for each class
//   Cost     a forward pass of 9216 points in inference mode

#pragma once

#include "engine/probe/probe.h"

namespace netdyno {

ProbeValue boundary_probe(const ProbeInput& input);

}  // namespace netdyno
