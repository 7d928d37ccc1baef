// app/application/autosave_folder.h
// SPDX-License-Identifier: MIT
//
// Where the app keeps the checkpoint that it writes by itself, a folder for each process, and what
// processes that were killed left there.
//
//   <root>/<process>      of running apps, and of those that ended unexpectedly
//   <root>/abandoned-<n>  of the latter, once they were found
//   <root>/last           of the app that was closed last

#pragma once

#include <filesystem>
#include <vector>

#include "app/view_models/saved_run.h"

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

  // Runs of apps that ended unexpectedly since the last call of any app: they are kept as
  // abandoned-<n>, newest first. Folders of running processes stay.
  std::vector<SavedRun> take_abandoned();
  // All that can be gone on with, newest first: of those that were abandoned the twenty newest.
  std::vector<SavedRun> saved() const;

 private:
  void keep_as_last(const std::filesystem::path& folder);
  std::filesystem::path free_name() const;
  void forget_oldest();

  std::filesystem::path root_;
  std::filesystem::path own_;
};

}  // namespace netdyno::app
