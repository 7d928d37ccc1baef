// engine/data/data_notes.h
// SPDX-License-Identifier: MIT
//
// What a person should know about the examples before a network learns from them: classes that have
// none to train on, features that are constant, tiny, of very different ranges or only count the
// lines; and what the reader of the files had to tell.
//
//   Units    features are counted from 1, in the order of the sample
//   Range    features of points only ([F], floats): that many pixels are constant is usual
//   Cost     one pass over the training examples of such data; else one over the labels
//   Thread   pure function

#pragma once

#include <string>
#include <vector>

#include "engine/data/dataset.h"

namespace netdyno {

// A sentence each; empty where there is nothing to say. Ranges are no matter where `preprocess`
// makes them alike.
std::vector<std::string> data_notes(const DataSplits& data, const std::string& preprocess);

}  // namespace netdyno
