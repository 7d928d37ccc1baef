// engine/run/folder_lock.h
// SPDX-License-Identifier: MIT
//
// A run's folder belongs to one process at a time. The lock is the kernel's, on the folder itself:
// it leaves no file behind and ends with the process, however that ends.
//
//   Errors   Error when another one holds it, or the folder cannot be opened. A file system without
//            locks gives none, and nothing is refused

#pragma once

#include <filesystem>
#include <optional>

namespace netdyno {

class FolderLock {
 public:
  // The folder exists.
  explicit FolderLock(const std::filesystem::path& folder);
  ~FolderLock();
  FolderLock(FolderLock&& other) noexcept;
  FolderLock& operator=(FolderLock&&) = delete;

 private:
  int descriptor_ = -1;
};

// Moves what a run wrote into a new folder "earlier-1" (2, 3, …) within, where it is a run as
// before, and returns that; nothing where the folder holds no run. Other files stay.
// Errors   Error when a file cannot be moved
std::optional<std::filesystem::path> keep_earlier_run(const std::filesystem::path& folder);

}  // namespace netdyno
