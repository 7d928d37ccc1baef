// SPDX-License-Identifier: MIT
#include "app/report/compared_folder.h"

#include <fmt/core.h>

#include "app/report/event_curves.h"
#include "engine/core/error.h"
#include "engine/run/checkpoint.h"
#include "engine/run/metrics_log.h"
#include "engine/run/run_history.h"

namespace netdyno::app {

namespace {

namespace fs = std::filesystem;

RunCurves read_any(const fs::path& folder) {
  if (fs::exists(folder / kMetricsFile) || fs::exists(folder / kCheckpointFile))
    return curves_of(read_run_history(folder).history);
  if (has_event_files(folder)) return curves_of(read_event_folders(folder));
  throw Error(fmt::format("There is no run in {}", folder.string()),
              "Name a folder that a training or \"Save run…\" wrote, or one with TensorBoard's "
              "event files");
}

}  // namespace

bool is_run_folder(const fs::path& folder) {
  std::error_code error;
  return fs::is_directory(folder, error) &&
         (fs::exists(folder / kMetricsFile, error) || fs::exists(folder / kCheckpointFile, error) ||
          has_event_files(folder));
}

std::string run_note(const fs::path& folder) {
  return is_run_folder(folder) ? "run" : "";
}

RunCurves read_run_curves(const fs::path& folder) {
  RunCurves curves = read_any(folder);
  if (curves.empty())
    throw Error(fmt::format("The run in {} has no loss and no accuracy yet", folder.string()),
                "Compare with it once it has trained a step; of event files, tags with \"loss\" or "
                "\"acc\" are read");
  return curves;
}

}  // namespace netdyno::app
