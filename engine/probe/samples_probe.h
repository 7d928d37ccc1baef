// engine/probe/samples_probe.h
// SPDX-License-Identifier: MIT
//
// The probe "samples": a page of training examples as they are and as the network receives them,
// and one of them augmented several times.
//
//   Default  12 augmented draws, each a pure function of (seed, example, draw): turning a strength
//            changes the picture, not the draw
//   Cost     one pass over the labels and a read of each example shown

#pragma once

#include "engine/probe/probe.h"

namespace netdyno {

ProbeValue samples_probe(const ProbeInput& input);

}  // namespace netdyno
