// engine/probe/activations_probe.h
// SPDX-License-Identifier: MIT
//
// The probe "activations": what the layers gave for the last minibatch, in training mode. Where
// that tells nothing of the weights as they are (none was yet, or they were drawn anew since): for
// the first validation examples, in a pass of its own that leaves the network as it was.
//
//   Shapes   a row for each nonlinearity and for the last layer (the logits)
//   Units    saturated: share of values; dead: share of units, [0,1]
//   Cost     about 2 ns a value on one core: 1 ms for LeNet-5 and 64 images

#pragma once

#include "engine/probe/probe.h"

namespace netdyno {

// Without rows before the first pass.
DistributionSet measure_activations(const Network& network, const Workspace& workspace);

// The share of units of y [N,F] or [N,C,H,W] whose output is exactly 0 for the whole batch: of
// features, or of channels (a filter that answers to nothing anywhere).
double dead_share(const Tensor& y);

// Share of each unit's values in y that lie in the flat ends of a tanh or sigmoid, or are exactly 0
// for a ReLU; empty for other types. Of as many examples as hold about a million values.
std::vector<float> unit_shares(const Tensor& y, const std::string& layer_type);

ProbeValue activations_probe(const ProbeInput& input);

}  // namespace netdyno
