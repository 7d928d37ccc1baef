// SPDX-License-Identifier: MIT
#include "engine/run/folder_lock.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

#include "engine/core/error.h"
#include "engine/core/file_errors.h"
#include "engine/run/history_folder.h"

namespace netdyno {

namespace {

namespace fs = std::filesystem;

// The results first: a folder without them holds no run.
constexpr std::array<const char*, 7> kRunFiles = {"weights.safetensors", "checkpoint.safetensors",
                                                  "metrics.csv",         "recipe.json",
                                                  "journal.json",        "report.html",
                                                  kHistoryFolder};
constexpr std::size_t kResults = 3;

bool is_there(const fs::path& file) {
  std::error_code ignored;
  return fs::exists(fs::symlink_status(file, ignored));
}

}  // namespace

FolderLock::FolderLock(const std::filesystem::path& folder)
    : descriptor_(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
  if (descriptor_ < 0) fail_to_write(folder, errno);
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

std::optional<fs::path> keep_earlier_run(const fs::path& folder) {
  const bool holds_run = std::any_of(kRunFiles.begin(), kRunFiles.begin() + kResults,
                                     [&](const char* name) { return is_there(folder / name); });
  if (!holds_run) return std::nullopt;
  fs::path kept;
  for (int i = 1; kept.empty() || is_there(kept); ++i) kept = folder / fmt::format("earlier-{}", i);
  std::error_code error;
  fs::create_directory(kept, error);
  for (const char* name : kRunFiles) {
    if (error) break;
    if (is_there(folder / name)) fs::rename(folder / name, kept / name, error);
  }
  if (error)
    throw Error(fmt::format("Cannot keep the run in {} as {}: {}", folder.string(), kept.string(),
                            error.message()),
                "Choose another folder, or replace the run by --force");
  return kept;
}

}  // namespace netdyno
