// engine/train/tta.h
// SPDX-License-Identifier: MIT
//
// How good a trained network is, class by class; with test-time augmentation if asked for: each
// image is looked at in a fixed set of ways, and the predicted probabilities are averaged.
//
//   Source   Krizhevsky et al. (2012): ten crops, four corners and the centre and their mirror
//            images; He et al. (2015): at the five scales {224, 256, 384, 480, 640} of inputs of
//            224
//   Range    scales are relative to the network's input; at 1 the five crops are one and the same,
//            so it is computed once and counts five times
//   Errors   Error for examples that are no images
//   Cost     without it a forward pass an example, with it 42

#pragma once

#include <span>
#include <vector>

#include "engine/data/augmentations/resample.h"
#include "engine/train/evaluator.h"

namespace netdyno {

// A way to look at an image.
struct TestView {
  AffineMap map;
  float weight = 1;
};

// Scales times ten crops.
//   Errors   DYNO_CHECK: scales are >= 1
std::vector<TestView> test_views(const Shape& shape, std::span<const double> scales);
// Of the five scales above.
std::vector<TestView> test_views(const Shape& shape);

struct ClassResult {
  Index examples = 0;
  Index correct = 0;
  // Share of the class' examples that were recognized; NaN without any.
  double recall() const;
};

struct TestResult {
  Evaluation total;
  Index not_finite = 0;  // examples with an output that is not a number: counted as wrong
  std::vector<ClassResult> classes;
};

// The loss is the recipe's.
TestResult test_network(Network& network, const LossFunction& loss,
                        const Preprocessor& preprocessor, const DataView& examples);

// The loss is the mean of −ln p, p the averaged probability of the label.
TestResult test_network(Network& network, std::span<const TestView> views,
                        const Preprocessor& preprocessor, const DataView& examples);

}  // namespace netdyno
