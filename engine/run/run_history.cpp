// SPDX-License-Identifier: MIT
#include "engine/run/run_history.h"

#include <optional>
#include <utility>

#include "engine/core/error.h"
#include "engine/run/checkpoint.h"
#include "engine/run/metrics_file.h"
#include "engine/run/metrics_log.h"

namespace netdyno {

namespace {

// The knobs that were turned are known to the checkpoint only.
void take_markers(const History& saved, History& history) {
  for (const KnobMarker& marker : saved.markers())
    if (history.empty() || marker.step <= history.last().step) history.append(marker);
}

}  // namespace

RunHistory read_run_history(const std::filesystem::path& folder) {
  RunHistory result;
  std::optional<History> saved;
  std::error_code error;
  const std::filesystem::path metrics = folder / kMetricsFile;
  const bool has_metrics = std::filesystem::exists(metrics, error);
  if (std::filesystem::exists(folder / kCheckpointFile, error)) {
    try {
      saved = read_checkpoint(folder).run.history;
    } catch (const Error& failure) {
      if (!has_metrics) throw;
      result.notes.push_back(failure.message());
    }
  }
  const bool is_long = saved && !saved->steps_table().segments().empty();
  if (saved && (!has_metrics || (is_long && append_later_metrics(metrics, *saved)))) {
    result.history = std::move(*saved);
    return result;
  }
  result.history = read_metrics(metrics);
  if (saved) take_markers(*saved, result.history);
  return result;
}

}  // namespace netdyno
