// SPDX-License-Identifier: MIT
#include "app/view_models/predictions_model.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "app/chart/color_map.h"
#include "app/view_models/image_model.h"
#include "app/view_models/number_text.h"

namespace netdyno::app {

double ConfusionMatrix::share(std::size_t label, std::size_t predicted) const {
  const Index all = row_totals[label];
  return all > 0 ? static_cast<double>(count(label, predicted)) / static_cast<double>(all) : 0.0;
}

ConfusionMatrix build_confusion(const PredictionSet& set) {
  ConfusionMatrix matrix;
  matrix.classes = static_cast<std::size_t>(std::max<Index>(set.classes, 0));
  matrix.counts.assign(matrix.classes * matrix.classes, 0);
  matrix.row_totals.assign(matrix.classes, 0);
  for (const PredictedExample& each : set.examples) {
    const auto label = static_cast<std::size_t>(each.label);
    const auto predicted = static_cast<std::size_t>(each.predicted);
    if (each.label < 0 || label >= matrix.classes) continue;
    ++matrix.total;
    ++matrix.row_totals[label];
    if (each.predicted < 0) {
      ++matrix.not_finite;
      continue;
    }
    // A network may have more outputs than there are classes.
    if (predicted < matrix.classes) ++matrix.counts[label * matrix.classes + predicted];
    matrix.correct += each.predicted == each.label;
  }
  return matrix;
}

std::string cell_text(const ConfusionMatrix& matrix, std::size_t label, std::size_t predicted,
                      const std::vector<std::string>& names) {
  const std::string truth = class_name(names, static_cast<std::int32_t>(label));
  const std::string answer =
      label == predicted ? std::string("recognized")
                         : "taken for " + class_name(names, static_cast<std::int32_t>(predicted));
  return fmt::format(
      "{} {}: {} of {} ({})", truth, answer, count_text(matrix.count(label, predicted)),
      count_text(matrix.row_totals[label]), percent_text(matrix.share(label, predicted)));
}

std::string predictions_text(const PredictionSet& set, const ConfusionMatrix& matrix,
                             std::int64_t step) {
  const double share = matrix.total > 0
                           ? static_cast<double>(matrix.correct) / static_cast<double>(matrix.total)
                           : 0.0;
  const std::string what = matrix.total < set.available
                               ? fmt::format("{} of {} validation examples",
                                             count_text(matrix.total), count_text(set.available))
                               : fmt::format("{} validation examples", count_text(matrix.total));
  return fmt::format("{} after step {}: {} correct", what, count_text(step), percent_text(share));
}

std::string shown_caption(const PredictedImage& image, const std::vector<std::string>& names) {
  const PredictedExample& answer = image.answer;
  const std::string truth = class_name(names, answer.label);
  if (answer.predicted < 0) return "no answer\nis " + truth;
  if (answer.predicted == answer.label)
    return fmt::format("{}\n{}", truth, percent_text(answer.probability));
  return fmt::format("{}\nis {}", class_name(names, answer.predicted), truth);
}

std::string shown_tooltip(const PredictedImage& image, const std::vector<std::string>& names) {
  const PredictedExample& answer = image.answer;
  if (answer.predicted < 0)
    return fmt::format("Validation example {}, {}: an output is not a number", answer.example,
                       class_name(names, answer.label));
  return fmt::format("Validation example {}\ntrue class {}, p = {}\npredicted {}, p = {}",
                     answer.example, class_name(names, answer.label),
                     percent_text(answer.label_probability), class_name(names, answer.predicted),
                     percent_text(answer.probability));
}

Pixels shown_pixels(const PredictionSet& set) {
  Pixels sheet;
  const int width = static_cast<int>(set.shape.width());
  const int height = static_cast<int>(set.shape.height());
  sheet.width = std::max(width, 1);
  sheet.height = std::max(height * static_cast<int>(set.shown.size()), 1);
  for (const PredictedImage& shown : set.shown) {
    SaliencyImage image;
    image.shape = set.shape;
    image.pixels = shown.pixels;
    const Pixels one = image_pixels(image);
    sheet.rgba.insert(sheet.rgba.end(), one.rgba.begin(), one.rgba.end());
  }
  sheet.rgba.resize(static_cast<std::size_t>(sheet.width) * static_cast<std::size_t>(sheet.height));
  return sheet;
}

std::string test_text(const TestReport& report) {
  std::string text =
      fmt::format("{}: {:.2f} % correct, {} {}, {} examples, weights after step {}{}",
                  report.is_augmented ? "With test-time augmentation" : "Test file",
                  100 * report.accuracy, report.is_augmented ? "mean −ln p" : "loss",
                  number_text(report.loss, 4), count_text(report.examples), count_text(report.step),
                  report.is_cancelled ? " (ended early)" : "");
  if (report.not_finite > 0)
    text += fmt::format("; the outputs for {} are not numbers and count as wrong",
                        count_text(report.not_finite));
  return text;
}

}  // namespace netdyno::app
