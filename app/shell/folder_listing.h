// app/shell/folder_listing.h
// SPDX-License-Identifier: MIT
//
// What a folder holds, as a dialog lists it, and how a text that is typed there is read: relative
// to the folder, from the root, or from "~".
//
//   Errors   none: what cannot be read is empty, and says why
//   Thread   any; reads the file system

#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace netdyno::app {

struct FolderEntry {
  std::string name;  // without folder
  bool is_folder = false;
  bool operator==(const FolderEntry&) const = default;
};

struct FolderListing {
  std::vector<FolderEntry> entries;  // folders first, each part by name without regard to case
  std::string problem;               // why nothing could be read; empty: it could
};

// Folders, and files with one of these extensions (".json"); none: any file. Hidden ones too.
FolderListing list_folder(const std::filesystem::path& folder,
                          std::span<const std::string> extensions, bool has_files);

// What a typed text means from that folder: absolute, without "." and "..".
std::filesystem::path typed_path(const std::filesystem::path& folder, const std::string& text);

// The folder that the text names up to its last '/', and the rest.
struct TypedPlace {
  std::filesystem::path folder;
  std::string name;
};
TypedPlace typed_place(const std::filesystem::path& folder, const std::string& text);

// Positions of the entries that the name begins, without regard to case; hidden ones only after a
// dot. All of them where none does.
std::vector<std::size_t> matching_entries(std::span<const FolderEntry> entries,
                                          const std::string& name);

// The name as far as all entries that it begins agree, with '/' behind a folder that is the only
// one; the name itself where none begins so.
std::string completed_name(std::span<const FolderEntry> entries, const std::string& name);

}  // namespace netdyno::app
