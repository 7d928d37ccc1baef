// engine/data/sources/gaussian_source.h
// SPDX-License-Identifier: MIT
//
// Data source `gaussian`: unit Gaussian values of the model's input shape with random labels, for
// looking at activations and for measuring speed. There is nothing to learn in it.
//
//   Range    x ~ N(0, 1) independently, labels uniform over the classes
//   Default  example i is a pure function of (seed, i), whatever the number of examples

#pragma once

#include "engine/data/data_source.h"

namespace netdyno {

DataSource gaussian_source();

}  // namespace netdyno
