// engine/run/throughput.h
// SPDX-License-Identifier: MIT
//
// Speed of training, as a mean over the last half to one second.
//
//   Units    images per second; milliseconds per step

#pragma once

#include <cstdint>

#include "engine/core/shape.h"

namespace netdyno {

class Throughput {
 public:
  // A step on `images` examples took `seconds`.
  void add(Index images, double seconds);

  double images_per_second() const;
  double step_ms() const;

 private:
  // Half a second's steps, or one step where a step is longer.
  struct Bucket {
    double seconds = 0;
    Index images = 0;
    std::int64_t steps = 0;
  };
  Bucket current_;
  Bucket previous_;
};

}  // namespace netdyno
