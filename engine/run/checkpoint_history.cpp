// SPDX-License-Identifier: MIT
#include "engine/run/checkpoint_history.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <nlohmann/json.hpp>

#include "engine/core/error.h"
#include "engine/run/history_folder.h"
#include "engine/train/saved_numbers.h"

namespace netdyno {

namespace {

// In the order of History::Metric and of Validations::Field.
constexpr std::array<const char*, History::kMetrics> kStepColumns = {
    "history.step",       "history.epoch",          "history.seconds", "history.learning_rate",
    "history.train_loss", "history.train_accuracy", "history.penalty", "history.images_per_second"};
constexpr std::array<const char*, Validations::kColumns> kValidationColumns = {
    "history.validation.step", "history.validation.epoch", "history.validation.seconds",
    "history.validation.loss", "history.validation.accuracy"};

void add_unfinished(std::span<const char* const> names, const HistoryTable& table,
                    HistoryColumns& columns) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    const double* const values = table.column(i).tail().values;
    columns.emplace_back(names[i], std::vector(values, values + table.column(i).tail_size()));
  }
}

const std::vector<double>& column_of(const HistoryColumns& columns, const char* name) {
  const auto found = std::ranges::find(columns, name, &HistoryColumns::value_type::first);
  if (found == columns.end()) refuse_saved(fmt::format("its column {} is missing", name));
  return found->second;
}

enum class Steps { Ascend, MayRepeat };

void append_rows(std::span<const char* const> names, const HistoryColumns& columns, Steps steps,
                 HistoryTable& table) {
  std::vector<const std::vector<double>*> found;
  for (const char* const name : names) found.push_back(&column_of(columns, name));
  const std::size_t rows = found[0]->size();
  for (std::size_t i = 0; i < found.size(); ++i)
    if (found[i]->size() != rows) refuse_saved(fmt::format("its column {} is cut off", names[i]));
  double last = table.size() > 0 ? table.column(0)[table.size() - 1] : 0;
  std::vector<double> values(names.size());
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t i = 0; i < names.size(); ++i) values[i] = (*found[i])[row];
    const bool is_later = values[0] > last || (steps == Steps::MayRepeat && values[0] == last);
    const bool follows = is_later && values[0] <= static_cast<double>(kMostSteps) &&
                         values[0] == std::floor(values[0]);
    if (!follows) refuse_saved(fmt::format("step {} follows step {}", values[0], last));
    last = values[0];
    table.append(values);
  }
}

}  // namespace

HistoryColumns unfinished_columns(const History& history) {
  HistoryColumns columns;
  add_unfinished(kStepColumns, history.steps_table(), columns);
  add_unfinished(kValidationColumns, history.validations_table(), columns);
  return columns;
}

Json markers_json(const History& history) {
  Json list = Json::array();
  for (const KnobMarker& marker : history.markers())
    list.push_back({{"step", marker.step},
                    {"epoch", marker.epoch},
                    {"seconds", marker.seconds},
                    {"knob", marker.knob},
                    {"before", marker.before},
                    {"after", marker.after}});
  return list;
}

History history_from(const Json& segments, const std::filesystem::path& folder,
                     const HistoryColumns& columns, const Json& markers) {
  History history;
  if (!segments.is_null()) append_history_files(segments, folder, history);
  append_rows(kStepColumns, columns, Steps::Ascend, history.steps_table());
  append_rows(kValidationColumns, columns, Steps::MayRepeat, history.validations_table());
  if (!markers.is_array()) refuse_saved("\"markers\" is no list");
  for (const Json& marker : markers)
    history.append(KnobMarker{.step = saved_whole(marker, "step"),
                              .epoch = saved_finite(marker, "epoch", 0),
                              .seconds = saved_finite(marker, "seconds", 0),
                              .knob = saved_text(marker, "knob"),
                              .before = saved_text(marker, "before"),
                              .after = saved_text(marker, "after")});
  return history;
}

}  // namespace netdyno
