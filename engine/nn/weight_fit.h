// engine/nn/weight_fit.h
// SPDX-License-Identifier: MIT
//
// Completes the data-dependent initialization of a network: from the first layer on, each layer
// whose scheme has a fit() is adapted to what the layers before it, already adapted, make of a
// minibatch.
//
//   Shapes   x [N, input]
//   State    passes are as in training (batch normalization by the minibatch's moments, dropout
//   with
//            the masks of step 0), but running averages stay as they are
//   Cost     one forward pass, and two or three more of each layer that is adapted

#pragma once

#include <cstdint>
#include <optional>

#include "engine/nn/network.h"

namespace netdyno {

// True where some layer's scheme, or that of the layer `only`, needs data.
bool needs_fit(const Network& network, std::optional<std::size_t> only = {});

// Weights are drawn already. `only`: that layer (with its inner layers) and no other one.
void fit_weights(Network& network, const Tensor& x, std::uint64_t seed,
                 std::optional<std::size_t> only = {});

}  // namespace netdyno
