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

// Whether a training left its results or a checkpoint there.
bool holds_run(const std::filesystem::path& folder);

}  // namespace netdyno
