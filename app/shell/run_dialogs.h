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

enum class ContinueChoice { None, Continue, StartNew };

class ContinueDialog {
 public:
  void open() { opens_ = true; }
  ContinueChoice draw(const Theme& theme);

 private:
  bool opens_ = false;
};

}  // namespace netdyno::app
