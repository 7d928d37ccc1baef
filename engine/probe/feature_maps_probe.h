// engine/probe/feature_maps_probe.h
// SPDX-License-Identifier: MIT
//
// The probe "feature_maps": what a layer makes of one of the shown images, in inference mode.
//
//   Shapes   each of the layer's channels as an image [1,H,W], the first 256; no images for a layer
//            whose output is a vector
//   Cost     a forward pass of one image

#pragma once

#include "engine/probe/probe.h"

namespace netdyno {

ProbeValue feature_maps_probe(const ProbeInput& input);

}  // namespace netdyno
