// SPDX-License-Identifier: MIT
#include "engine/data/byte_stream.h"

#include <fmt/core.h>
#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>

#include "engine/core/error.h"

namespace netdyno {

namespace {

constexpr unsigned kBufferBytes = 1u << 18;
// Deflate's best ratio: 258 bytes for two bits.
constexpr std::uint64_t kBestRatio = 1032;

gzFile as_gz(void* handle) {
  return static_cast<gzFile>(handle);
}

}  // namespace

void ByteStream::Close::operator()(void* handle) const {
  gzclose_r(as_gz(handle));  // read errors were reported by read()
}

ByteStream::ByteStream(const std::filesystem::path& file) : file_(file) {
  std::error_code status_error;
  const auto status = std::filesystem::status(file, status_error);
  if (!std::filesystem::exists(status)) throw Error(fmt::format("{}: no such file", file.string()));
  // A pipe could block forever, a device never end.
  if (!std::filesystem::is_regular_file(status))
    throw Error(fmt::format("{}: not a regular file", file.string()));
  stored_bytes_ = std::filesystem::file_size(file, status_error);
  errno = 0;
  handle_.reset(gzopen(file.c_str(), "rb"));
  if (status_error || !handle_)
    throw Error(fmt::format("{}: cannot be opened, {}", file.string(),
                            errno ? std::strerror(errno) : status_error.message()));
  gzbuffer(as_gz(handle_.get()), kBufferBytes);
}

std::size_t ByteStream::read(std::span<std::uint8_t> out) {
  std::size_t filled = 0;
  while (filled < out.size()) {
    const std::size_t wanted = std::min<std::size_t>(out.size() - filled, 1u << 30);
    const int got =
        gzread(as_gz(handle_.get()), out.data() + filled, static_cast<unsigned>(wanted));
    int code = Z_OK;
    const char* reason = gzerror(as_gz(handle_.get()), &code);
    if (got < 0 || (code != Z_OK && code != Z_STREAM_END))
      throw Error(fmt::format("{}: {}", file_.string(),
                              code == Z_BUF_ERROR ? "truncated, the compressed data end too early"
                              : code == Z_ERRNO   ? std::strerror(errno)
                                                  : fmt::format("damaged, {}", reason)),
                  "Get the file again");
    if (got == 0) break;
    filled += static_cast<std::size_t>(got);
  }
  return filled;
}

double ByteStream::progress() const {
  const auto offset = gzoffset(as_gz(handle_.get()));
  if (stored_bytes_ == 0 || offset < 0) return 0.0;
  return std::min(1.0, static_cast<double>(offset) / static_cast<double>(stored_bytes_));
}

std::uint64_t ByteStream::upper_bound() const {
  return gzdirect(as_gz(handle_.get())) ? stored_bytes_ : (stored_bytes_ + 1) * kBestRatio;
}

}  // namespace netdyno
