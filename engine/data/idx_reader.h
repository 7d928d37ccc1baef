// engine/data/idx_reader.h
// SPDX-License-Identifier: MIT
//
// Reader of IDX files (MNIST, Fashion-MNIST), plain or gzip-compressed.
//
//   Errors   Error naming the file: missing, wrong magic, truncated, trailing bytes, a header that
//            promises more than the file holds. No memory is taken on a header's word alone.
//   Source   Y. LeCun, "The MNIST database": big-endian magic 0x0000TTDD, then DD extents

#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <vector>

#include "engine/core/shape.h"

namespace netdyno {

struct IdxArray {
  Shape shape;
  std::vector<std::uint8_t> bytes;
};

// `progress` (may be empty) is told the finished share in [0,1]; false cancels with an Error.
IdxArray read_idx(const std::filesystem::path& file,
                  const std::function<bool(double)>& progress = {});

}  // namespace netdyno
