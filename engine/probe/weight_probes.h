// engine/probe/weight_probes.h
// SPDX-License-Identifier: MIT
//
// The probes "weights", "gradients" and "updates": the weight tensors of the network, dL/dw of the
// last step (of the data's loss, without the penalty's share), and w after that step − w before.
//
//   Shapes   a row for each weight tensor, inner layers' included; no biases
//   Cost     about 2 ns a value on one core: 0.15 ms for LeNet-5

#pragma once

#include "engine/probe/probe.h"

namespace netdyno {

ProbeValue weights_probe(const ProbeInput& input);
// Without rows before the first step.
ProbeValue gradients_probe(const ProbeInput& input);
// Without rows unless the weights before the last step were kept.
ProbeValue updates_probe(const ProbeInput& input);

}  // namespace netdyno
