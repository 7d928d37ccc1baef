// SPDX-License-Identifier: MIT
#include "engine/formats/npy_file.h"

#include <fmt/core.h>

#include <iterator>

namespace netdyno {

std::string npy_bytes(const Tensor& tensor) {
  constexpr std::size_t kAlignment = 64, kPreamble = 10;  // magic, version, length of the header
  std::string shape;
  for (const Index extent : tensor.shape().extents())
    fmt::format_to(std::back_inserter(shape), "{},", extent);
  std::string header =
      fmt::format("{{'descr': '<f4', 'fortran_order': False, 'shape': ({}), }}", shape);
  const std::size_t whole = kPreamble + header.size() + 1;
  header.append((kAlignment - whole % kAlignment) % kAlignment, ' ');
  header += '\n';
  std::string bytes("\x93NUMPY\x01\x00", 8);
  bytes.push_back(static_cast<char>(header.size() & 255));
  bytes.push_back(static_cast<char>(header.size() >> 8));
  bytes += header;
  bytes.append(reinterpret_cast<const char*>(tensor.data()),
               sizeof(float) * static_cast<std::size_t>(tensor.size()));
  return bytes;
}

}  // namespace netdyno
