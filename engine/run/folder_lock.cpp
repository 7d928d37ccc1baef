// SPDX-License-Identifier: MIT
#include "engine/run/folder_lock.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

#include "engine/core/error.h"

namespace netdyno {

FolderLock::FolderLock(const std::filesystem::path& folder)
    : descriptor_(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
  if (descriptor_ < 0)
    throw Error(fmt::format("Cannot open the folder {}: {}", folder.string(),
                            std::generic_category().message(errno)),
                "Choose a folder that you may write to");
  if (flock(descriptor_, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK) return;
  close(std::exchange(descriptor_, -1));
  throw Error(fmt::format("Another training writes to {} already", folder.string()),
              "Wait for its end, or choose another folder");
}

FolderLock::FolderLock(FolderLock&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)) {}

FolderLock::~FolderLock() {
  if (descriptor_ >= 0) close(descriptor_);
}

bool holds_run(const std::filesystem::path& folder) {
  constexpr std::array<const char*, 3> kResults = {"weights.safetensors", "checkpoint.safetensors",
                                                   "metrics.csv"};
  std::error_code ignored;
  for (const char* name : kResults)
    if (std::filesystem::exists(folder / name, ignored)) return true;
  return false;
}

}  // namespace netdyno
