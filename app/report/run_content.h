// app/report/run_content.h
// SPDX-License-Identifier: MIT
//
// All that figures and reports of a run are made from, wherever it comes from: a folder that a
// training writes, or what the app holds at a moment.

#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/report/sheet.h"
#include "app/view_models/compared_run.h"
#include "app/view_models/curves_model.h"
#include "engine/formats/event_file.h"
#include "engine/nn/summary.h"
#include "engine/probe/probe.h"
#include "engine/run/history.h"
#include "engine/study/study.h"

namespace netdyno::app {

struct RunContent {
  std::string name;
  std::string date;  // of what is reported, "2026-11-26 07:12"; may be empty
  History history;
  std::string recipe;                // JSON, indented; may be empty
  std::vector<std::string> changes;  // of the journal, in words
  bool has_changes = true;           // false: the journal could not be read
  std::optional<NetworkSummary> network;
  std::vector<std::string> class_names;
  // By probe id; only what was measured.
  std::map<std::string, std::shared_ptr<const ProbeResult>, std::less<>> probes;
  // By the study's name; only what was examined.
  std::map<std::string, std::shared_ptr<const StudyReport>, std::less<>> studies;
  std::vector<ScalarSeries> scalars;         // of a run that another tool recorded
  ComparedRunList compared;                  // drawn beside its curves
  std::optional<ConfusionMatrix> confusion;  // of the validation examples
  std::vector<std::string> notes;            // what could not be measured, and why
  // What figures and tables of its curves keep for each other: a long history is smoothed once.
  std::shared_ptr<CurveData> curve_data = std::make_shared<CurveData>();

  template <typename T>
  const T* probe(std::string_view id) const {
    const auto found = probes.find(id);
    return found == probes.end() ? nullptr : std::get_if<T>(&found->second->value);
  }
};

}  // namespace netdyno::app
