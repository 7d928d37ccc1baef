// SPDX-License-Identifier: MIT
#include "engine/formats/atomic_file.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <signal.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstdint>
#include <system_error>
#include <vector>

#include "engine/core/error.h"
#include "engine/core/file_errors.h"

namespace netdyno {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kPartial = ".partial";
constexpr int kNameAttempts = 100;
constexpr mode_t kRights = 07777;

// Another one in every process, whatever its seeds.
std::uint64_t random_number() {
  std::uint64_t number = 0;
  if (getrandom(&number, sizeof(number), 0) != sizeof(number)) number = 0;
  return number;
}

bool exists(const fs::path& file, struct stat& status) {
  if (stat(file.c_str(), &status) == 0) return true;
  if (errno != ENOENT) fail_to_write(file, errno);
  return false;
}

// The file that a chain of links names, there or not.
fs::path followed(const fs::path& file) {
  constexpr int kMostLinks = 40;
  fs::path path = file;
  std::error_code error;
  for (int links = 0; fs::is_symlink(path, error); ++links) {
    if (links == kMostLinks) fail_to_write(file, ELOOP);
    const fs::path next = fs::read_symlink(path, error);
    if (error) fail_to_write(file, error.value());
    path = next.is_absolute() ? next : path.parent_path() / next;
  }
  return path;
}

OpenFile open_in_place(const fs::path& file, mode_t mode) {
  if (S_ISDIR(mode)) fail_to_write(file, EISDIR);
  if (S_ISBLK(mode))
    throw Error(fmt::format("Cannot write {}: it is a disk", file.string()),
                "Name a file or a folder");
  // Not blocking: a FIFO would wait for who reads it.
  OpenFile opened(open(file.c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK), file);
  if (opened.descriptor() < 0) fail_to_write(file, errno);
  fcntl(opened.descriptor(), F_SETFL, 0);
  return opened;
}

// Of a name that is not there yet; sets `path`.
OpenFile open_temporary(const fs::path& target, fs::path& path) {
  int descriptor = -1;
  for (int i = 0; descriptor < 0 && i < kNameAttempts; ++i) {
    path = target.parent_path() / fmt::format(".{}.{:x}.{}{}", target.filename().string(),
                                              random_number(), getpid(), kPartial);
    descriptor = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
    if (descriptor < 0 && errno != EEXIST) break;
  }
  if (descriptor < 0) fail_to_write(target, errno);
  return {descriptor, target};
}

// Where that is refused the file is as new ones are: its own user's.
void take_over_rights(const OpenFile& opened, const struct stat& replaced) {
  const bool is_own = replaced.st_uid == geteuid() && replaced.st_gid == getegid();
  if (!is_own && fchown(opened.descriptor(), replaced.st_uid, replaced.st_gid) != 0) errno = 0;
  if (fchmod(opened.descriptor(), replaced.st_mode & kRights) != 0) errno = 0;
}

OpenFile open_for(const fs::path& file, fs::path& target, fs::path& path) {
  struct stat status {};
  const bool is_there = exists(file, status);
  if (is_there && !S_ISREG(status.st_mode)) {
    target = file;
    return open_in_place(file, status.st_mode);
  }
  target = followed(file);
  OpenFile opened = open_temporary(target, path);
  if (is_there) take_over_rights(opened, status);
  return opened;
}

// Of ".name.f00d.123.partial" the 123, or 0.
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

}  // namespace

AtomicFile::AtomicFile(const fs::path& file) : opened_(open_for(file, target_, path_)) {}

AtomicFile::~AtomicFile() {
  if (!is_in_place() && !was_renamed_) unlink(path_.c_str());
}

// After fsync(), so that not even a power cut leaves an empty file under the final name.
void AtomicFile::commit() {
  if (!is_in_place()) opened_.sync();
  commit_unsynced();
  if (!is_in_place()) sync_names(target_.has_parent_path() ? target_.parent_path() : ".");
}

void AtomicFile::commit_unsynced() {
  // The disk begins with it, so that who syncs it later waits for little.
  sync_file_range(opened_.descriptor(), 0, 0, SYNC_FILE_RANGE_WRITE);
  opened_.close();
  if (is_in_place()) return;
  if (rename(path_.c_str(), target_.c_str()) != 0) fail_to_write(target_, errno);
  was_renamed_ = true;
}

void sync_names(const fs::path& folder) {
  const int descriptor = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return;
  fsync(descriptor);
  close(descriptor);
}

void write_file_atomically(const fs::path& file, std::string_view bytes) {
  AtomicFile written(file);
  written.write(bytes);
  written.commit();
}

void remove_abandoned_files(const fs::path& folder) {
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, error)) {
    const pid_t writer = writer_of(entry.path().filename().string());
    if (writer > 0 && !is_alive(writer)) unlink(entry.path().c_str());
  }
}

void prepare_output_folder(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) fail_to_write(folder, error.value());
  if (!fs::is_directory(folder)) fail_to_write(folder, ENOTDIR);
  remove_abandoned_files(folder);
  // Permissions say little (root, read-only and full file systems): only writing proves it.
  AtomicFile probe(folder / "recipe.json");
  if (!probe.is_in_place()) probe.write("{}\n");
}

}  // namespace netdyno
