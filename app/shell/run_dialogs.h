// app/shell/run_dialogs.h
// SPDX-License-Identifier: MIT
//
// Dialogs about saved runs: to which folder, from which folder, and whether to go on with the run
// that an app which ended unexpectedly left behind.

#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/shell/path_picker.h"
#include "app/shell/theme.h"

namespace netdyno::app {

// Asks for a folder.
class FolderDialog {
 public:
  // `title` names the dialog, `accept` its button, `hint` says what will happen.
  FolderDialog(const char* title, const char* accept, const char* hint, PathKind kind)
      : title_(title), accept_(accept), hint_(hint), folder_(std::move(kind)) {}

  void open(const std::string& proposal);
  // Every frame; the folder once the person has confirmed it.
  std::optional<std::filesystem::path> draw(const Theme& theme);

 private:
  const char* title_;
  const char* accept_;
  const char* hint_;
  bool opens_ = false;
  PathPicker folder_;
};

// Offers runs that were left behind. What is not chosen stays where it is.
class ContinueDialog {
 public:
  struct Choice {
    std::optional<std::size_t> run;  // to go on with; none: start anew
  };
  // What each run is, the newest first; at least one.
  void open(std::vector<std::string> runs);
  // Every frame; once the person has chosen.
  std::optional<Choice> draw(const Theme& theme);

 private:
  void draw_runs();

  bool opens_ = false;
  std::vector<std::string> runs_;
  std::size_t chosen_ = 0;
};

}  // namespace netdyno::app
