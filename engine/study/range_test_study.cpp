// SPDX-License-Identifier: MIT
//
// The learning rate range test as a row of the table of studies.
#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "engine/study/study_of.h"

namespace netdyno {

namespace {

const RangeTestResult& tested(const StudyReport& report) {
  return std::get<RangeTestResult>(report);
}

std::unique_ptr<Study> make_range_test(const Trainer& trainer, const Options& options) {
  return std::make_unique<StudyOf<RangeTest>>(
      trainer, RangeTestOptions{.lowest = options.real("lowest"),
                                .highest = options.real("highest"),
                                .steps = static_cast<int>(options.integer("steps")),
                                .smoothing = options.real("smoothing"),
                                .skipped = static_cast<int>(options.integer("skipped")),
                                .from_start = options.boolean("from_start"),
                                .blow_up = options.real("blow_up")});
}

Json range_test_json(const StudyReport& report) {
  const RangeTestResult& found = tested(report);
  Json points = Json::array();
  for (const RangeTestPoint& point : found.points)
    points.push_back({{"learning_rate", point.learning_rate},
                      {"loss", point.loss},
                      {"smoothed", point.smoothed}});
  return {{"points", points},
          {"suggestion", found.suggestion ? Json(*found.suggestion) : Json()},
          {"status", found.status}};
}

std::vector<StudyTable> range_test_tables(const StudyReport& report) {
  StudyTable table{.name = "points", .heading = {"learning rate", "loss", "smoothed"}, .rows = {}};
  for (const RangeTestPoint& point : tested(report).points)
    table.rows.push_back({fmt::format("{:.3g}", point.learning_rate),
                          fmt::format("{:.6g}", point.loss),
                          fmt::format("{:.6g}", point.smoothed)});
  return {std::move(table)};
}

std::string range_test_text(const StudyReport& report) {
  const RangeTestResult& found = tested(report);
  if (!found.suggestion) return found.status;
  return fmt::format("{}\nSuggested learning rate {:.2g}: the loss falls steeply, far from rising",
                     found.status, *found.suggestion);
}

StudyOutcome range_test_outcome(const StudyReport&) {
  return StudyOutcome::Done;
}

}  // namespace

StudyType range_test_study() {
  const RangeTestOptions usual;
  return {
      .name = "range-test",
      .label = "Learning rate range test",
      .doc = "Proposes a learning rate: the loss against a growing one",
      .fields = {real("lowest", "learning rate η of the first step").preset(usual.lowest).above(0),
                 real("highest", "learning rate η of the last step").preset(usual.highest).above(0),
                 integer("steps", "minibatches to train at most")
                     .preset(std::int64_t{usual.steps})
                     .at_least(3)
                     .at_most(100'000),
                 real("smoothing", "share of the old value in the smoothed loss")
                     .preset(usual.smoothing)
                     .at_least(0)
                     .below(1),
                 integer("skipped", "first steps that the suggestion does not follow")
                     .preset(std::int64_t{usual.skipped})
                     .at_least(0)
                     .at_most(100'000),
                 boolean("from_start", "with the initial weights rather than those of now")
                     .preset(usual.from_start),
                 real("blow_up", "ends where the smoothed loss is so many times its best one")
                     .preset(usual.blow_up)
                     .above(1)},
      .make = make_range_test,
      .json = range_test_json,
      .tables = range_test_tables,
      .text = range_test_text,
      .outcome = range_test_outcome};
}

}  // namespace netdyno
