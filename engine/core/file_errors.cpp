// SPDX-License-Identifier: MIT
//
// To tell of another cause: a row of the table.
#include "engine/core/file_errors.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

#include "engine/core/error.h"

namespace netdyno {

namespace {

constexpr const char* kNoSpace = "Free some space there or choose another folder";
constexpr const char* kTooManyOpen =
    "Too many files are open: close other programs or raise the limit (ulimit -n)";
constexpr const char* kNoMemory = "There is no memory for it: close other programs";

struct CauseHint {
  int code;
  const char* writing;
  const char* reading;
};
constexpr std::array<CauseHint, 15> kHints = {{
    {ENOSPC, kNoSpace, kNoSpace},
    {EDQUOT, kNoSpace, kNoSpace},
    {EFBIG,
     "A file may not grow that large here: raise the limit (ulimit -f) or choose another "
     "file system",
     ""},
    {EMFILE, kTooManyOpen, kTooManyOpen},
    {ENFILE, kTooManyOpen, kTooManyOpen},
    {EIO, "The disk does not take it: check the disk and its connection, and write elsewhere",
     "The disk does not give it: check the disk and its connection"},
    {EROFS, "The file system is read-only: choose another folder", ""},
    {ENOMEM, kNoMemory, kNoMemory},
    {EACCES, "Choose a folder that you may write to", "Check its permissions"},
    {EPERM, "Choose a folder that you may write to", "Check its permissions"},
    {ENXIO, "Nobody reads from it: start the reader first, or name a file", ""},
    {ELOOP, "Its links lead in a circle: name the file itself", "Its links lead in a circle"},
    {ENAMETOOLONG, "Choose a shorter name", "Choose a shorter name"},
    {EPIPE, "Its reader has gone: name a file", ""},
    {ESTALE, "The network file system has lost it: connect it again",
     "The network file system has lost it: connect it again"},
}};

const CauseHint* hint_of(int code) {
  const auto found = std::ranges::find(kHints, code, &CauseHint::code);
  return found == kHints.end() ? nullptr : &*found;
}

std::string problem_text(const char* verb, const std::filesystem::path& file, int code) {
  return fmt::format("Cannot {} {}: {}", verb, file.string(),
                     std::generic_category().message(code));
}

}  // namespace

void fail_to_write(const std::filesystem::path& file, int code) {
  const CauseHint* const cause = hint_of(code);
  throw Error(problem_text("write", file, code),
              cause ? cause->writing : "Choose a folder that you may write to");
}

void fail_to_read(const std::filesystem::path& file, int code, const std::string& hint) {
  throw Error(problem_text("read", file, code), reading_hint(code, hint));
}

std::string reading_hint(int code, const std::string& otherwise) {
  const CauseHint* const cause = hint_of(code);
  return cause && *cause->reading ? cause->reading : otherwise;
}

}  // namespace netdyno
