// SPDX-License-Identifier: MIT
//
// The evaluation on examples that were not learnt from as a row of the table of studies.
#include <fmt/core.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "engine/study/study_of.h"

namespace netdyno {

namespace {

const TestReport& evaluated(const StudyReport& report) {
  return std::get<TestReport>(report);
}

std::unique_ptr<Study> make_evaluation(const Trainer& trainer, const Options& options) {
  return std::make_unique<StudyOf<TestEvaluation>>(
      trainer, TestOptions{.is_test_file = options.text("split") == "test",
                           .is_augmented = options.boolean("tta")});
}

Json recall_json(const ClassRecall& row) {
  if (row.examples == 0) return {};
  return static_cast<double>(row.correct) / static_cast<double>(row.examples);
}

// JSON has no NaN.
Json finite_json(double value) {
  return std::isfinite(value) ? Json(value) : Json();
}

Json evaluation_json(const StudyReport& report) {
  const TestReport& found = evaluated(report);
  Json classes = Json::array();
  for (const ClassRecall& row : found.classes)
    classes.push_back(
        {{"name", row.name}, {"examples", row.examples}, {"recall", recall_json(row)}});
  return {{"split", found.split},
          {"examples", found.examples},
          {found.is_recipes_loss() ? "loss" : "log_loss", finite_json(found.loss)},
          {"accuracy", found.accuracy},
          {"not_finite", found.not_finite},
          {"classes", std::move(classes)}};
}

std::vector<StudyTable> evaluation_tables(const StudyReport& report) {
  StudyTable table{
      .name = "classes", .heading = {"class", "examples", "recall"}, .rows = {}, .left_columns = 1};
  for (const ClassRecall& row : evaluated(report).classes) {
    const auto examples = static_cast<double>(row.examples);
    table.rows.push_back(
        {row.name, std::to_string(row.examples),
         row.examples == 0 ? std::string()
                           : fmt::format("{:.4f}", static_cast<double>(row.correct) / examples)});
  }
  return {std::move(table)};
}

std::string evaluation_text(const StudyReport& report) {
  const TestReport& found = evaluated(report);
  std::string text = fmt::format(
      "{} examples of {} ({}){}: accuracy {:.2f} %, {} {:.4f}", found.examples, found.data,
      found.split, found.is_augmented ? ", with augmentation" : "", 100 * found.accuracy,
      found.is_recipes_loss() ? "loss" : "mean −ln p", found.loss);
  if (found.not_finite > 0)
    text += fmt::format("\nFor {} of them the outputs are not numbers; they count as wrong",
                        found.not_finite);
  return text;
}

StudyOutcome evaluation_outcome(const StudyReport&) {
  return StudyOutcome::Done;
}

}  // namespace

StudyType test_evaluation_study() {
  return {
      .name = "evaluate",
      .label = "Evaluation",
      .doc = "Loss, accuracy and the recall of each class on examples that were not learnt from",
      .fields = {text("split", "the examples: of validation, or of the test file")
                     .preset(std::string("validation"))
                     .one_of({"validation", "test"}),
                 boolean("tta", "averages over five scales and ten crops of each image")},
      .make = make_evaluation,
      .json = evaluation_json,
      .tables = evaluation_tables,
      .text = evaluation_text,
      .outcome = evaluation_outcome};
}

}  // namespace netdyno
