// app/application/autosave_folder.h
// SPDX-License-Identifier: MIT
//
// Where the app keeps the checkpoint that it writes by itself, a folder for each process, and what
// a process that was killed left there.
//
//   <root>/<process>   of running apps, and of those that ended unexpectedly
//   <root>/last        of the app that was closed last

#pragma once

#include <filesystem>
#include <optional>

namespace netdyno::app {

// $XDG_STATE_HOME/netdyno/runs, or ~/.local/state/netdyno/runs; empty where neither is known.
std::filesystem::path autosave_root();

class AutosaveFolder {
 public:
  // Looks at what is there; makes nothing. An empty root: nothing is kept.
  explicit AutosaveFolder(std::filesystem::path root);
  // The app is closed: its checkpoint becomes last(). A killed app has no end, so its folder stays
  // where the next one looks for it.
  ~AutosaveFolder();
  AutosaveFolder(const AutosaveFolder&) = delete;
  AutosaveFolder& operator=(const AutosaveFolder&) = delete;

  // This process's; the engine makes it. Empty: none.
  const std::filesystem::path& own() const { return own_; }
  std::filesystem::path last() const;

  // If an app ended unexpectedly, keeps its newest checkpoint as last(), removes older ones and
  // returns last(). Folders of running processes stay.
  std::optional<std::filesystem::path> take_abandoned();

 private:
  void keep_as_last(const std::filesystem::path& folder);

  std::filesystem::path root_;
  std::filesystem::path own_;
};

}  // namespace netdyno::app
