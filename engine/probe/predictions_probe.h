// engine/probe/predictions_probe.h
// SPDX-License-Identifier: MIT
//
// The probe "predictions": what the network takes up to 1000 validation examples for, spread evenly
// over the set, in inference mode; with pictures of those of the focus' cell, or of the worst.
//
//   Shapes   up to 24 examples with pixels and probabilities
//   Cost     a forward pass of up to 1000 examples

#pragma once

#include "engine/probe/probe.h"

namespace netdyno {

ProbeValue predictions_probe(const ProbeInput& input);

}  // namespace netdyno
