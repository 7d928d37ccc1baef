// engine/probe/saliency_probe.h
// SPDX-License-Identifier: MIT
//
// The probe "saliency": which pixels the predicted class's score depends on, for each of the shown
// images, by the method of the focus; and what the network takes each image for.
//
//   Shapes   one map [H,W] an image, see saliency_methods.h
//   Cost     a forward pass of the images, and the method's passes

#pragma once

#include "engine/probe/probe.h"

namespace netdyno {

ProbeValue saliency_probe(const ProbeInput& input);

}  // namespace netdyno
