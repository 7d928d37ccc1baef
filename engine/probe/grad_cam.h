// engine/probe/grad_cam.h
// SPDX-License-Identifier: MIT
//
// Grad-CAM of one sample, from what a forward and a backward pass left in a workspace.
//
//   Shapes   a map [H,W] of the network's input; empty when no layer is a convolution
//   Source   Selvaraju et al., "Grad-CAM: visual explanations from deep networks" (2017), eq. 1, 2

#pragma once

#include <optional>
#include <vector>

#include "engine/nn/network.h"

namespace netdyno {

// The layer whose maps are taken: the last convolution or residual whose maps have more than one
// pixel, or the elementwise layers and normalizations right behind it. A map of one pixel would say
// nothing of places.
std::optional<std::size_t> grad_cam_layer(const Network& network);

std::vector<float> grad_cam(const Network& network, const Workspace& workspace, Index sample);

// Bilinear, centres aligned as in image scaling: [height, width] → [to_height, to_width].
std::vector<float> enlarged_map(const std::vector<float>& map, Index height, Index width,
                                Index to_height, Index to_width);

}  // namespace netdyno
