// engine/train/measured_weights.h
// SPDX-License-Identifier: MIT

#pragma once

#include "engine/train/trainer.h"

namespace netdyno {

// While one of these lives, the network holds what validation measures and a run keeps: the average
// of its weights where there is one. The trainer does nothing else meanwhile.
//   Cost     pointers change places, nothing is copied
class MeasuredWeights {
 public:
  explicit MeasuredWeights(Trainer& trainer) : trainer_(trainer) { trainer_.swap_average(); }
  ~MeasuredWeights() { trainer_.swap_average(); }
  MeasuredWeights(const MeasuredWeights&) = delete;
  MeasuredWeights& operator=(const MeasuredWeights&) = delete;

 private:
  Trainer& trainer_;
};

}  // namespace netdyno
