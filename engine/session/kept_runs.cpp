// SPDX-License-Identifier: MIT
#include "engine/session/kept_runs.h"

#include <unistd.h>

#include <algorithm>
#include <utility>

namespace netdyno {

namespace {

constexpr std::size_t kMostRuns = 50;      // small ones count, too: each is a line in a menu
constexpr std::size_t kRecordBytes = 100;  // of a step in a history, its pyramid included

}  // namespace

std::size_t bytes_of(const KeptRun& run) {
  // What is full of a history is mapped and shared.
  const HistoryTable& steps = run.state.history.steps_table();
  const std::size_t mapped = steps.segments().size() - steps.segments_in_memory();
  const std::size_t records = run.state.history.size() - mapped * Column::kBlockRows;
  std::size_t bytes = sizeof(KeptRun) + kRecordBytes * records;
  for (const auto& [name, tensor] : run.state.trainer.tensors)
    bytes += name.size() + static_cast<std::size_t>(tensor.size()) * sizeof(float);
  return bytes;
}

std::size_t KeptRuns::default_budget() {
  constexpr std::size_t kMost = std::size_t{2} << 30;
  const long pages = sysconf(_SC_PHYS_PAGES), page_bytes = sysconf(_SC_PAGESIZE);
  if (pages <= 0 || page_bytes <= 0) return kMost / 4;
  return std::min(kMost,
                  static_cast<std::size_t>(pages) / 4 * static_cast<std::size_t>(page_bytes));
}

std::vector<RunId> KeptRuns::put(KeptRun run) {
  runs_.push_back(std::move(run));
  std::size_t bytes = 0;
  for (const KeptRun& each : runs_) bytes += bytes_of(each);
  std::vector<RunId> forgotten;
  while (!runs_.empty() && (bytes > budget_ || runs_.size() > kMostRuns)) {
    bytes -= bytes_of(runs_.front());
    forgotten.push_back(runs_.front().identity.id);
    runs_.pop_front();
  }
  return forgotten;
}

std::optional<KeptRun> KeptRuns::take(RunId run) {
  const auto found =
      std::ranges::find_if(runs_, [&](const KeptRun& each) { return each.identity.id == run; });
  if (found == runs_.end()) return std::nullopt;
  std::optional<KeptRun> taken = std::move(*found);
  runs_.erase(found);
  return taken;
}

}  // namespace netdyno
