// engine/data/sources/csv_source.h
// SPDX-License-Identifier: MIT
//
// Data source `csv`: points with a label each, from a text file.
//
//   Shapes   examples [F], F the columns without the label's
//   Default  the classes are the labels of the training file, in numerical order where all are
//            numbers ("1" and "1.0" are one class), else in alphabetical order
//   Errors   as read_csv(); Error for a test label that the training file lacks

#pragma once

#include "engine/data/data_source.h"

namespace netdyno {

DataSource csv_source();

}  // namespace netdyno
