// engine/data/sources/cifar_source.h
// SPDX-License-Identifier: MIT
//
// Data sources `cifar10` and `cifar100`: colour images in the binary version of the sets.
//
//   Shapes   examples [3, 32, 32], red, green, blue
//   Errors   Error naming the file: missing, cut off within a record, empty, a label out of range
//   Source   A. Krizhevsky, "Learning multiple layers of features from tiny images" (2009): records
//            of one label byte (cifar100: a coarse and a fine one) and 3072 pixel bytes

#pragma once

#include "engine/data/data_source.h"

namespace netdyno {

DataSource cifar10_source();
DataSource cifar100_source();

}  // namespace netdyno
