// SPDX-License-Identifier: MIT
//
// The gradient check as a row of the table of studies.
#include <fmt/core.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "engine/nn/loss.h"
#include "engine/study/study_of.h"

namespace netdyno {

namespace {

const GradientCheckReport& checked(const StudyReport& report) {
  return std::get<GradientCheckReport>(report);
}

const char* verdict_word(GradientVerdict verdict) {
  switch (verdict) {
    case GradientVerdict::Pass:
      return "passed";
    case GradientVerdict::Unresolved:
      return "unresolved";
    case GradientVerdict::Fail:
      break;
  }
  return "failed";
}

std::unique_ptr<Study> make_check(const Trainer& trainer, const Options& options) {
  GradientCheckOptions chosen;
  const std::string& loss = options.text("loss");
  chosen.loss = loss.empty() ? trainer.recipe().loss : loss;
  chosen.per_parameter = options.integer("values");
  chosen.examples = options.integer("examples");
  chosen.seed = trainer.recipe().seed;
  chosen.step = trainer.steps_taken();
  const DataView& train = trainer.data().train;
  Batch batch;
  read_batch(train, 0, std::min(chosen.examples, train.count), trainer.preprocessor(), batch);
  return std::make_unique<StudyOf<GradientCheck>>(trainer.network(), std::move(batch), chosen);
}

Json check_json(const StudyReport& report) {
  const GradientCheckReport& found = checked(report);
  Json rows = Json::array();
  for (const GradientCheckRow& row : found.rows)
    rows.push_back({{"layer", row.layer},
                    {"type", row.type},
                    {"parameter", row.parameter},
                    {"checked", row.checked},
                    {"failed", row.failed},
                    {"kinks", row.kinks},
                    {"too_small", row.unresolved},
                    {"max_error", row.max_error},
                    {"verdict", verdict_word(row.verdict)}});
  return {{"loss", found.loss},
          {"tolerance", found.tolerance},
          {"value", found.loss_value},
          {"passed", found.verdict() != GradientVerdict::Fail},
          {"rows", rows}};
}

std::vector<StudyTable> check_tables(const StudyReport& report) {
  StudyTable table{.name = "parameters",
                   .heading = {"#", "type", "parameter", "checked", "failed", "kinks", "too small",
                               "max error", "verdict"},
                   .rows = {},
                   .left_columns = 3};
  for (const GradientCheckRow& row : checked(report).rows)
    table.rows.push_back({std::to_string(row.layer), row.type, row.parameter,
                          std::to_string(row.checked), std::to_string(row.failed),
                          std::to_string(row.kinks), std::to_string(row.unresolved),
                          fmt::format("{:.1e}", row.max_error), verdict_word(row.verdict)});
  return {std::move(table)};
}

std::string check_text(const StudyReport& report) {
  const GradientCheckReport& found = checked(report);
  return fmt::format("{}: loss {}, {:.6f} on {} examples; relative errors up to {:g} pass",
                     found.verdict() == GradientVerdict::Fail ? "FAILED" : "Passed", found.loss,
                     found.loss_value, found.examples, found.tolerance);
}

StudyOutcome check_outcome(const StudyReport& report) {
  return checked(report).verdict() == GradientVerdict::Fail ? StudyOutcome::Failed
                                                            : StudyOutcome::Done;
}

}  // namespace

StudyType gradient_check_study() {
  const GradientCheckOptions usual;
  return {.name = "check",
          .label = "Gradient check",
          .doc = "Holds backpropagation against differences of the loss, layer by layer",
          .fields = {text("loss", "loss whose gradient is checked; empty: the recipe's"),
                     integer("values", "values to check of each parameter")
                         .preset(usual.per_parameter)
                         .at_least(1)
                         .at_most(100'000),
                     integer("examples", "training examples of the minibatch")
                         .preset(usual.examples)
                         .at_least(1)
                         .at_most(4096)},
          .make = make_check,
          .json = check_json,
          .tables = check_tables,
          .text = check_text,
          .outcome = check_outcome};
}

}  // namespace netdyno
