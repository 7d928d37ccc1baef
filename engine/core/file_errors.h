// engine/core/file_errors.h
// SPDX-License-Identifier: MIT
//
// What the system says about a file, as an Error: the file, the cause in words and what to do about
// that cause.
//
//   Units    `code` as errno has it

#pragma once

#include <filesystem>
#include <string>

namespace netdyno {

[[noreturn]] void fail_to_write(const std::filesystem::path& file, int code);
// `hint` is for a file that is missing or of the wrong kind; other causes have their own.
[[noreturn]] void fail_to_read(const std::filesystem::path& file, int code,
                               const std::string& hint = {});

// What to do about it; `otherwise` where the cause has no words of its own.
std::string reading_hint(int code, const std::string& otherwise = {});

}  // namespace netdyno
