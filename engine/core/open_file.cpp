// SPDX-License-Identifier: MIT
#include "engine/core/open_file.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <utility>

#include "engine/core/error.h"
#include "engine/core/file_errors.h"

namespace netdyno {

namespace {

namespace fs = std::filesystem;

const char* kind_name(mode_t mode) {
  if (S_ISDIR(mode)) return "a folder";
  if (S_ISFIFO(mode)) return "a FIFO";
  if (S_ISSOCK(mode)) return "a socket";
  return "a device";
}

struct stat status_of(int descriptor, const fs::path& file) {
  struct stat status {};
  if (fstat(descriptor, &status) != 0) fail_to_read(file, errno);
  return status;
}

}  // namespace

OpenFile::OpenFile(int descriptor, fs::path file)
    : file_(std::move(file)), descriptor_(descriptor) {}

OpenFile::OpenFile(OpenFile&& other) noexcept
    : file_(std::move(other.file_)), descriptor_(std::exchange(other.descriptor_, -1)) {}

OpenFile::~OpenFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

OpenFile OpenFile::for_reading(const fs::path& file, const std::string& hint) {
  // Not blocking: a FIFO would wait for who writes to it.
  OpenFile opened(open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK), file);
  if (opened.descriptor_ < 0) fail_to_read(file, errno, hint);
  const mode_t mode = status_of(opened.descriptor_, file).st_mode;
  if (!S_ISREG(mode))
    throw Error(fmt::format("Cannot read {}: it is {}, not a file", file.string(), kind_name(mode)),
                hint);
  return opened;
}

OpenFile OpenFile::hidden(const fs::path& folder) {
  OpenFile opened(open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600), folder);
  if (opened.descriptor_ >= 0) return opened;
  // Not every file system knows files without a name.
  std::string name = (folder / ".netdyno-XXXXXX").string();
  opened.descriptor_ = mkostemp(name.data(), O_CLOEXEC);
  if (opened.descriptor_ < 0) fail_to_write(folder, errno);
  unlink(name.c_str());
  return opened;
}

std::uint64_t OpenFile::size() const {
  return static_cast<std::uint64_t>(status_of(descriptor_, file_).st_size);
}

std::string OpenFile::read_all() const {
  return read_at(0, size());
}

std::string OpenFile::read_at(std::uint64_t offset, std::size_t count) const {
  std::string bytes(count, '\0');
  std::size_t done = 0;
  while (done < count) {
    const ssize_t read =
        pread(descriptor_, bytes.data() + done, count - done, static_cast<off_t>(offset + done));
    if (read < 0 && errno == EINTR) continue;
    if (read < 0) fail_to_read(file_, errno);
    if (read == 0) break;
    done += static_cast<std::size_t>(read);
  }
  bytes.resize(done);
  return bytes;
}

void OpenFile::write_all(std::string_view bytes) const {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail_to_write(file_, errno);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

void OpenFile::sync() const {
  if (fsync(descriptor_) != 0) fail_to_write(file_, errno);
}

void OpenFile::close() {
  if (::close(std::exchange(descriptor_, -1)) != 0) fail_to_write(file_, errno);
}

std::string read_file(const fs::path& file, const std::string& hint) {
  return OpenFile::for_reading(file, hint).read_all();
}

}  // namespace netdyno
