// app/view_models/predictions_model.h
// SPDX-License-Identifier: MIT
//
// What the network answers for validation examples, as a confusion matrix with the recall of each
// class, and as pictures with captions; and the test file's result in words.

#pragma once

#include <string>
#include <vector>

#include "app/shell/texture_store.h"
#include "engine/probe/prediction_views.h"
#include "engine/study/test_evaluation.h"

namespace netdyno::app {

struct ConfusionMatrix {
  std::size_t classes = 0;
  std::vector<Index> counts;      // [true, predicted]
  std::vector<Index> row_totals;  // answers for each true class, those that are not finite included
  Index correct = 0;
  Index total = 0;
  Index not_finite = 0;  // examples without an answer

  Index count(std::size_t label, std::size_t predicted) const {
    return counts[label * classes + predicted];
  }
  // Of the examples of class `label`, [0,1]; 0 without any.
  double share(std::size_t label, std::size_t predicted) const;
};

ConfusionMatrix build_confusion(const PredictionSet& set);

// "Shirt taken for Coat: 12 of 97 (12.4 %)".
std::string cell_text(const ConfusionMatrix& matrix, std::size_t label, std::size_t predicted,
                      const std::vector<std::string>& names);

// "1000 of 10 000 validation images after step 300: 87.1 % correct".
std::string predictions_text(const PredictionSet& set, const ConfusionMatrix& matrix,
                             std::int64_t step);

// What is shown below a picture in two lines, "Coat" over "is Shirt", and when the pointer is on
// it.
std::string shown_caption(const PredictedImage& image, const std::vector<std::string>& names);
std::string shown_tooltip(const PredictedImage& image, const std::vector<std::string>& names);

// All shown pictures, one above the other.
Pixels shown_pixels(const PredictionSet& set);

// "Test: 90.12 % correct, loss 0.2846, 10 000 examples after step 300".
std::string test_text(const TestReport& report);

}  // namespace netdyno::app
