// SPDX-License-Identifier: MIT
#include "engine/run/atomic_file.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <signal.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <system_error>
#include <utility>

#include "engine/core/error.h"

namespace netdyno {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kPartial = ".partial";

[[noreturn]] void fail_to_write(const fs::path& file, int code) {
  const bool is_full = code == ENOSPC || code == EDQUOT;
  throw Error(
      fmt::format("Cannot write {}: {}", file.string(), std::generic_category().message(code)),
      is_full ? "Free some space there or choose another folder"
              : "Choose a folder that you may write to");
}

// The new name too is on the disk then. Some file systems cannot sync a folder; the content is
// safe.
void make_name_durable(const fs::path& file) {
  const fs::path folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
  const int descriptor = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return;
  fsync(descriptor);
  close(descriptor);
}

// A file that is removed unless it was renamed to its final name.
class TemporaryFile {
 public:
  explicit TemporaryFile(const fs::path& target)
      : target_(target),
        path_(target.parent_path() /
              fmt::format(".{}.{}{}", target.filename().string(), getpid(), kPartial)),
        descriptor_(open(path_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666)) {
    if (descriptor_ < 0) fail_to_write(target_, errno);
  }
  ~TemporaryFile() {
    if (descriptor_ >= 0) close(descriptor_);
    if (!was_renamed_) unlink(path_.c_str());
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  void write_all(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) fail_to_write(target_, errno);
      bytes.remove_prefix(static_cast<std::size_t>(written));
    }
  }

  // After fsync(), so that not even a power cut leaves an empty file under the final name.
  void rename_to_target() {
    if (fsync(descriptor_) != 0) fail_to_write(target_, errno);
    // Some file systems report a full disk only here.
    if (close(std::exchange(descriptor_, -1)) != 0) fail_to_write(target_, errno);
    if (rename(path_.c_str(), target_.c_str()) != 0) fail_to_write(target_, errno);
    was_renamed_ = true;
    make_name_durable(target_);
  }

 private:
  fs::path target_;
  fs::path path_;
  int descriptor_;
  bool was_renamed_ = false;
};

// Of ".name.123.partial" the 123, or 0.
pid_t writer_of(const std::string& name) {
  if (!name.starts_with('.') || !name.ends_with(kPartial)) return 0;
  const std::string stem = name.substr(0, name.size() - kPartial.size());
  const std::size_t dot = stem.rfind('.');
  pid_t writer = 0;
  const auto read = std::from_chars(stem.data() + dot + 1, stem.data() + stem.size(), writer);
  return read.ec == std::errc() && read.ptr == stem.data() + stem.size() ? writer : 0;
}

bool is_alive(pid_t process) {
  return kill(process, 0) == 0 || errno != ESRCH;
}

void remove_abandoned_files(const fs::path& folder) {
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, error)) {
    const pid_t writer = writer_of(entry.path().filename().string());
    if (writer > 0 && !is_alive(writer)) unlink(entry.path().c_str());
  }
}

}  // namespace

void write_file_atomically(const fs::path& file, std::string_view bytes) {
  TemporaryFile temporary(file);
  temporary.write_all(bytes);
  temporary.rename_to_target();
}

void prepare_output_folder(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) fail_to_write(folder, error.value());
  if (!fs::is_directory(folder)) fail_to_write(folder, ENOTDIR);
  remove_abandoned_files(folder);
  // Permissions say little (root, read-only and full file systems): only writing proves it.
  TemporaryFile probe(folder / "recipe.json");
  probe.write_all("{}\n");
}

}  // namespace netdyno
