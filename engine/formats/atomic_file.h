// engine/formats/atomic_file.h
// SPDX-License-Identifier: MIT
//
// Files that are there whole or not at all: written to a temporary name beside the final one,
// synced to the disk, renamed. A killed process or a power cut leaves the old content or the new.
//
//   Names    the temporary one is random and must not exist, so that nobody can put a link there;
//            the final one may be a link, which stays and whose file is replaced. What is no file
//            (/dev/stdout, a FIFO that somebody reads) is written into; a disk is refused.
//   Rights   the new file has those of the one that it replaces, and where it may its owner
//   Errors   Error naming the file when the folder is not writable or the disk is full; what was
//            there before stays

#pragma once

#include <filesystem>
#include <memory>
#include <string_view>

#include "engine/core/open_file.h"

namespace netdyno {

// Written bit by bit; without commit() nothing has happened.
class AtomicFile {
 public:
  explicit AtomicFile(const std::filesystem::path& file);
  ~AtomicFile();
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;

  void write(std::string_view bytes) { opened_.write_all(bytes); }
  // The target is no file and is written into.
  bool is_in_place() const { return path_.empty(); }
  void commit();
  // A power cut may take the content, not the name: for files that are checked when they are read.
  void commit_unsynced();

 private:
  std::filesystem::path target_;  // where links lead
  std::filesystem::path path_;    // temporary; empty: the target is written into
  OpenFile opened_;
  bool was_renamed_ = false;
};

// The names in the folder are on the disk afterwards. Some file systems cannot do that; what the
// files hold is safe all the same.
void sync_names(const std::filesystem::path& folder);

// Writes `bytes` to `file` through a temporary name.
void write_file_atomically(const std::filesystem::path& file, std::string_view bytes);

// Creates the folder if need be and proves that it is writable. Removes the temporary files of
// processes that were killed while they wrote.
void prepare_output_folder(const std::filesystem::path& folder);
void remove_abandoned_files(const std::filesystem::path& folder);

}  // namespace netdyno
