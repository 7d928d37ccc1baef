// tests/support/idx_bytes.h
// SPDX-License-Identifier: MIT
//
// Bytes of IDX files, and gzip, for tests that write their own data.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace netdyno::test {

// An IDX file of unsigned bytes: the magic number, the extents as promised, then the values.
std::string idx_bytes(const std::vector<std::uint32_t>& extents, const std::string& values);

// `count` images of height × width, pixel p of image i being (i + p) mod 256, and labels i mod
// `classes`.
std::string idx_images(std::uint32_t count, std::uint32_t height, std::uint32_t width);
std::string idx_labels(std::uint32_t count, std::uint32_t classes);

std::string gzip(const std::string& bytes);

}  // namespace netdyno::test
