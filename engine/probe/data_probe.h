// engine/probe/data_probe.h
// SPDX-License-Identifier: MIT
//
// The probe "data": class counts, mean and deviation of each dimension, and two dimensions of the
// training examples against each other before and after preprocessing.
//
//   Default  the dimensions are the first two of a vector; of an image the pixel that varies most
//            and its neighbour to the right (left at the edge), which on photographs vary together.
//            What pca and whiten make are the first two principal axes.
//   Cost     a pass over labels and pixels (60000 images of 784 in some 20 ms), and preprocessing
//            of 400 examples

#pragma once

#include "engine/probe/probe.h"

namespace netdyno {

ProbeValue data_probe(const ProbeInput& input);

}  // namespace netdyno
