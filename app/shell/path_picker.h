// app/shell/path_picker.h
// SPDX-License-Identifier: MIT
//
// Where a dialog asks for a file or a folder: a box to type its path, and what the folder holds. A
// click enters a folder or takes a file; by keyboard Tab completes, the up and down arrows choose,
// '/' or Enter enters, and Alt + Up leaves. What is typed is relative to the folder that is named
// above the list.

#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "app/shell/folder_listing.h"
#include "app/shell/theme.h"

struct ImGuiInputTextCallbackData;

namespace netdyno::app {

struct PathKind {
  bool is_folder = false;                    // else a file
  bool is_new = false;                       // is written: what is proposed stays while browsing
  std::vector<std::string> extensions = {};  // of files that are listed; none: all
  // What is noted beside a folder, "run"; may be empty.
  std::function<std::string(const std::filesystem::path&)> note = {};
};

class PathPicker {
 public:
  explicit PathPicker(PathKind kind) : kind_(std::move(kind)) {}

  // Proposes a path, which is selected so that typing replaces it. A relative one, or none, stays
  // in the folder that was shown last, at first the working directory.
  void open(const std::string& proposal);

  // Within a dialog. Returns whether what is typed was confirmed, by Enter or a double-click.
  bool draw(const char* label, float list_px, const Theme& theme);

  bool has_path() const { return !text_.empty() || (kind_.is_folder && !kind_.is_new); }
  // Absolute.
  std::filesystem::path path() const { return typed_path(folder_, text_); }

 private:
  struct Row {
    std::string name, note;
    bool is_folder = false;
  };
  bool draw_text();
  void edit(ImGuiInputTextCallbackData& data);
  void replace_name(ImGuiInputTextCallbackData& data, const std::string& name);
  void move_choice(ImGuiInputTextCallbackData& data);
  void leave_folder(ImGuiInputTextCallbackData& data);
  bool draw_rows(const Theme& theme);
  void enter(const std::filesystem::path& folder);
  void list();

  PathKind kind_;
  std::filesystem::path folder_;  // what is typed is relative to
  std::string text_;              // as it stands in the box
  std::string typed_;             // the same, before an entry was chosen by arrow keys
  std::string proposed_;          // name of what is to be written
  std::filesystem::path listed_;
  FolderListing listing_;
  std::vector<std::string> notes_;     // of each entry
  std::vector<std::size_t> matching_;  // entries that the typed name begins
  int choice_ = -1;                    // among these; -1: none
  bool has_moved_ = false;             // the choice must be scrolled to
  bool wants_keyboard_ = false;        // with the next frame
  bool leaves_box_ = false;            // Tab found nothing to complete
  bool is_stale_ = true;               // the folder must be read anew
};

}  // namespace netdyno::app
