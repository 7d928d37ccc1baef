// engine/core/open_file.h
// SPDX-License-Identifier: MIT
//
// An open file that closes itself. Only regular files are read: what never ends or never begins (a
// device, a FIFO without a writer) and folders are refused at once.
//
//   Errors   Error naming the file, the cause and what to do (file_errors.h)

#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace netdyno {

class OpenFile {
 public:
  // `hint` is for a file that is missing or no file.
  static OpenFile for_reading(const std::filesystem::path& file, const std::string& hint = {});
  // In the folder, without a name: it goes away with its last user. For reading and writing.
  static OpenFile hidden(const std::filesystem::path& folder);
  // Takes over the descriptor of `file`, which errors name.
  OpenFile(int descriptor, std::filesystem::path file);
  ~OpenFile();
  OpenFile(OpenFile&& other) noexcept;
  OpenFile& operator=(OpenFile&&) = delete;

  int descriptor() const { return descriptor_; }
  std::string read_all() const;
  // From `offset` on, as much as there is of `count` bytes.
  std::string read_at(std::uint64_t offset, std::size_t count) const;
  std::uint64_t size() const;
  void write_all(std::string_view bytes) const;
  // What was written is on the disk; some file systems report a full disk only here.
  void sync() const;
  void close();

 private:
  std::filesystem::path file_;
  int descriptor_;
};

// All of a regular file.
std::string read_file(const std::filesystem::path& file, const std::string& hint = {});

}  // namespace netdyno
