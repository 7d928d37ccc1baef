// SPDX-License-Identifier: MIT
#include "app/application/autosave_folder.h"

#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <iterator>
#include <optional>
#include <string>
#include <system_error>

#include "engine/run/checkpoint.h"

namespace netdyno::app {

namespace {

namespace fs = std::filesystem;

const std::string kAbandoned = "abandoned-";

// The process that a folder's name says, or 0.
pid_t process_of(const fs::path& folder) {
  const std::string name = folder.filename().string();
  pid_t process = 0;
  const auto read = std::from_chars(name.data(), name.data() + name.size(), process);
  return read.ec == std::errc() && read.ptr == name.data() + name.size() ? process : 0;
}

// One that has ended, but whose parent has not heard of it, runs no more.
bool is_zombie(pid_t process) {
  std::ifstream stat("/proc/" + std::to_string(process) + "/stat");
  const std::string text(std::istreambuf_iterator<char>(stat), {});
  const auto name_end = text.rfind(')');  // the name may hold anything
  return name_end != std::string::npos && text.compare(name_end, 3, ") Z") == 0;
}

bool is_running(pid_t process) {
  return (kill(process, 0) == 0 || errno != ESRCH) && !is_zombie(process);
}

bool is_abandoned_name(const fs::path& folder) {
  return folder.filename().string().starts_with(kAbandoned);
}

void sort_newest_first(std::vector<SavedRun>& runs) {
  std::ranges::sort(runs, std::ranges::greater(),
                    [](const SavedRun& run) { return run.summary.saved; });
}

}  // namespace

fs::path autosave_root() {
  if (const char* state = std::getenv("XDG_STATE_HOME"); state && *state)
    return fs::path(state) / "netdyno" / "runs";
  if (const char* home = std::getenv("HOME"); home && *home)
    return fs::path(home) / ".local" / "state" / "netdyno" / "runs";
  return {};
}

AutosaveFolder::AutosaveFolder(fs::path root) : root_(std::move(root)) {
  if (!root_.empty()) own_ = root_ / std::to_string(getpid());
}

fs::path AutosaveFolder::last() const {
  return root_.empty() ? fs::path() : root_ / "last";
}

std::vector<SavedRun> AutosaveFolder::take_abandoned() {
  std::vector<SavedRun> found;
  std::error_code error;
  std::vector<fs::path> folders;  // first: what is moved must not change what is walked
  for (const fs::directory_entry& entry : fs::directory_iterator(root_, error))
    if (const pid_t process = process_of(entry.path()); process != 0 && !is_running(process))
      folders.push_back(entry.path());
  for (const fs::path& folder : folders) {
    const std::optional<CheckpointSummary> summary = summarize_checkpoint(folder);
    if (!summary && !fs::exists(folder / kCheckpointFile, error)) {
      fs::remove_all(folder, error);
      continue;
    }
    const fs::path kept = free_name();
    fs::rename(folder, kept, error);
    if (summary && !error) found.push_back({kept, *summary});
  }
  sort_newest_first(found);
  forget_oldest();
  return found;
}

fs::path AutosaveFolder::free_name() const {
  std::error_code error;
  for (int i = 1;; ++i) {
    fs::path name = root_ / (kAbandoned + std::to_string(i));
    if (!fs::exists(name, error)) return name;
  }
}

std::vector<SavedRun> AutosaveFolder::saved() const {
  std::vector<SavedRun> runs;
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(root_, error))
    if (is_abandoned_name(entry.path()) || entry.path() == last())
      if (const auto summary = summarize_checkpoint(entry.path()))
        runs.push_back({entry.path(), *summary});
  sort_newest_first(runs);
  return runs;
}

void AutosaveFolder::forget_oldest() {
  constexpr std::size_t kMost = 20;
  std::vector<SavedRun> runs = saved();
  std::erase_if(runs, [&](const SavedRun& run) { return run.folder == last(); });
  std::error_code error;
  for (std::size_t i = kMost; i < runs.size(); ++i) fs::remove_all(runs[i].folder, error);
}

AutosaveFolder::~AutosaveFolder() {
  std::error_code error;
  if (!own_.empty() && fs::exists(own_ / kCheckpointFile, error)) keep_as_last(own_);
}

void AutosaveFolder::keep_as_last(const fs::path& folder) {
  std::error_code error;
  fs::remove_all(last(), error);
  fs::rename(folder, last(), error);
}

}  // namespace netdyno::app
