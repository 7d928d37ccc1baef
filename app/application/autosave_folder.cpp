// SPDX-License-Identifier: MIT
#include "app/application/autosave_folder.h"

#include <signal.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <string>
#include <system_error>

#include "engine/run/checkpoint.h"

namespace netdyno::app {

namespace {

namespace fs = std::filesystem;

// The process that a folder's name says, or 0.
pid_t process_of(const fs::path& folder) {
  const std::string name = folder.filename().string();
  pid_t process = 0;
  const auto read = std::from_chars(name.data(), name.data() + name.size(), process);
  return read.ec == std::errc() && read.ptr == name.data() + name.size() ? process : 0;
}

bool is_running(pid_t process) {
  return kill(process, 0) == 0 || errno != ESRCH;
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

std::optional<fs::path> AutosaveFolder::take_abandoned() {
  std::error_code error;
  fs::path newest;
  fs::file_time_type newest_time;
  for (const fs::directory_entry& entry : fs::directory_iterator(root_, error)) {
    const pid_t process = process_of(entry.path());
    if (process == 0 || is_running(process)) continue;
    std::error_code missing;
    const auto time = fs::last_write_time(entry.path() / kCheckpointFile, missing);
    if (!missing && (newest.empty() || time > newest_time)) {
      if (!newest.empty()) fs::remove_all(newest, missing);
      newest = entry.path();
      newest_time = time;
    } else {
      fs::remove_all(entry.path(), missing);
    }
  }
  if (newest.empty()) return std::nullopt;
  keep_as_last(newest);
  return last();
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
