// engine/probe/shown_images.h
// SPDX-License-Identifier: MIT
//
// The images that a person looks at: the examined one, if any, then the pinned ones of validation.

#pragma once

#include "engine/core/tensor.h"
#include "engine/probe/probe.h"

namespace netdyno {

// Pixels, names and true classes; without saliency and prediction.
std::vector<SaliencyImage> read_shown_images(const ProbeInput& input);

// Their pixels as a minibatch [N, …], before preprocessing.
Tensor pixels_of(std::span<const SaliencyImage> images, const Shape& sample);

// The same as the network gets it.
Tensor preprocessed(const Tensor& pixels, const Preprocessor& preprocessor);

}  // namespace netdyno
