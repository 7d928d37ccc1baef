// SPDX-License-Identifier: MIT
#include "app/view_models/saved_run.h"

#include <fmt/core.h>

#include <chrono>
#include <ctime>

#include "app/view_models/number_text.h"

namespace netdyno::app {

namespace {

std::string local_time_text(std::filesystem::file_time_type time) {
  const auto system = std::chrono::file_clock::to_sys(time);
  const std::time_t seconds = std::chrono::system_clock::to_time_t(
      std::chrono::time_point_cast<std::chrono::system_clock::duration>(system));
  std::tm local{};
  localtime_r(&seconds, &local);
  char text[32];
  return {text, std::strftime(text, sizeof text, "%d %b %H:%M", &local)};
}

}  // namespace

std::string saved_run_text(const SavedRun& run) {
  const CheckpointSummary& summary = run.summary;
  return fmt::format("{}, step {}, {} of training, saved {}",
                     summary.name.empty() ? "a run" : summary.name, count_text(summary.step),
                     duration_text(summary.seconds), local_time_text(summary.saved));
}

}  // namespace netdyno::app
