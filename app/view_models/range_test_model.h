// app/view_models/range_test_model.h
// SPDX-License-Identifier: MIT
//
// The learning rate range test as a figure over log η, with its suggestion.

#pragma once

#include <string>

#include "app/chart/figure.h"
#include "app/chart/read_out.h"
#include "engine/study/range_test.h"

namespace netdyno::app {

// Raw and smoothed loss over η; the suggestion as a marker. The loss axis leaves out what blew up
// at the end: it covers the smoothed losses.
Figure build_range_test(const RangeTestResult& result, const Theme& theme);

// The losses at the rate nearest to `learning_rate`.
ReadOut read_range_test(const RangeTestResult& result, double learning_rate, const Theme& theme);

// "Suggests η = 0.0123, where the smoothed loss falls most steeply", or why there is none.
std::string suggestion_text(const RangeTestResult& result);

}  // namespace netdyno::app
