// engine/data/byte_stream.h
// SPDX-License-Identifier: MIT
//
// Reads a file's bytes in order, plain or gzip-compressed (told by its first bytes).
//
//   Units    bytes, uncompressed where not said otherwise
//   Errors   Error naming the file: missing, not a regular file, unreadable, damaged or cut off in
//            compressed form

#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>

namespace netdyno {

class ByteStream {
 public:
  explicit ByteStream(const std::filesystem::path& file);

  // Fills as much of `out` as the file still holds; returns how much that was.
  std::size_t read(std::span<std::uint8_t> out);

  // Share of the (compressed) file that was read, in [0,1].
  double progress() const;
  // No more bytes than this can come out of the file, whatever its header says.
  std::uint64_t upper_bound() const;

 private:
  struct Close {
    void operator()(void* handle) const;
  };

  std::filesystem::path file_;
  std::uint64_t stored_bytes_ = 0;
  std::unique_ptr<void, Close> handle_;  // zlib's gzFile
};

}  // namespace netdyno
