// engine/optim/penalty.h
// SPDX-License-Identifier: MIT
//
// Weight penalties: λ₂/2 Σ w² + λ₁ Σ |w|, over weights of dense and conv only; no biases, no batch
// norm's or PReLU's parameters.

#pragma once

#include <span>

#include "engine/nn/layer.h"

namespace netdyno {

struct Penalty {
  double l2 = 0.0;  // λ₂ >= 0
  double l1 = 0.0;  // λ₁ >= 0
  bool operator==(const Penalty&) const = default;
};

// The penalty's value, summed in double; the same whatever the number of threads. Large nets are
// split over `pool`, if there is one.
double penalty_value(const Penalty& penalty, std::span<Parameter* const> parameters,
                     WorkerPool* pool = nullptr);

}  // namespace netdyno
