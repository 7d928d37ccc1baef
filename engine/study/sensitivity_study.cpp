// SPDX-License-Identifier: MIT
//
// The sensitivity to changes of the weights as a row of the table of studies.
#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "engine/study/study_of.h"

namespace netdyno {

namespace {

const SensitivityReport& moved(const StudyReport& report) {
  return std::get<SensitivityReport>(report);
}

std::unique_ptr<Study> make_sensitivity(const Trainer& trainer, const Options&) {
  return std::make_unique<StudyOf<Sensitivity>>(trainer);
}

Json sensitivity_json(const StudyReport& report) {
  const SensitivityReport& found = moved(report);
  Json curves = Json::array();
  for (const SensitivityCurve& curve : found.curves)
    curves.push_back({{"model", curve.model},
                      {"preprocess", curve.preprocess},
                      {"loss", curve.loss},
                      {"accuracy", curve.accuracy},
                      {"mean", curve.mean},
                      {"low", curve.low},
                      {"high", curve.high}});
  return {{"examples", found.examples},
          {"directions", found.directions},
          {"off_centre", found.off_centre},
          {"distances", found.distances},
          {"curves", std::move(curves)}};
}

std::vector<StudyTable> sensitivity_tables(const StudyReport& report) {
  StudyTable table{.name = "curves",
                   .heading = {"model", "preprocess", "distance", "mean", "low", "high"},
                   .rows = {},
                   .left_columns = 2};
  const SensitivityReport& found = moved(report);
  for (const SensitivityCurve& curve : found.curves)
    for (std::size_t i = 0; i < found.distances.size(); ++i)
      table.rows.push_back({curve.model, curve.preprocess, fmt::format("{:g}", found.distances[i]),
                            fmt::format("{:.6g}", curve.mean[i]),
                            fmt::format("{:.6g}", curve.low[i]),
                            fmt::format("{:.6g}", curve.high[i])});
  return {std::move(table)};
}

std::string sensitivity_text(const StudyReport& report) {
  const SensitivityReport& found = moved(report);
  std::string text =
      fmt::format("Loss over {} directions on {} examples; off-centre by a factor of {:.3g}",
                  found.directions, found.examples, found.off_centre);
  for (const SensitivityCurve& curve : found.curves)
    text += fmt::format("\n{} ({}): loss {:.4g}, accuracy {:.1f} %", curve.model, curve.preprocess,
                        curve.loss, 100 * curve.accuracy);
  return text;
}

StudyOutcome sensitivity_outcome(const StudyReport&) {
  return StudyOutcome::Done;
}

}  // namespace

StudyType sensitivity_study() {
  return {.name = "sensitivity",
          .label = "Sensitivity to changes of the weights",
          .doc = "Moves the weights along random directions, on centred data and as they are",
          .make = make_sensitivity,
          .json = sensitivity_json,
          .tables = sensitivity_tables,
          .text = sensitivity_text,
          .outcome = sensitivity_outcome};
}

}  // namespace netdyno
