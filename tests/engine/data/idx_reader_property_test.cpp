// SPDX-License-Identifier: MIT
//
// Files damaged at random are refused with an Error or read, never anything else.
#include <gtest/gtest.h>

#include "engine/core/error.h"
#include "engine/core/random.h"
#include "engine/data/idx_reader.h"
#include "tests/support/idx_bytes.h"
#include "tests/support/temporary_folder.h"

namespace netdyno {
namespace {

std::string damaged(std::string bytes, Random& random) {
  for (std::uint64_t edits = 1 + random.below(3); edits > 0 && !bytes.empty(); --edits) {
    // The header is short; half of the edits go there.
    const std::size_t reach =
        random.below(2) ? bytes.size() : std::min<std::size_t>(20, bytes.size());
    const std::size_t at = random.below(reach);
    switch (random.below(3)) {
      case 0:
        bytes[at] = static_cast<char>(random.below(256));
        break;
      case 1:
        bytes.resize(at);
        break;
      default:
        bytes.insert(at, bytes.substr(at, random.below(64)));
        break;
    }
  }
  return bytes;
}

TEST(IdxReaderProperty, DamagedFilesAreReadOrRefusedWithAnError) {
  const test::TemporaryFolder folder;
  const std::string plain = test::idx_images(20, 7, 5);
  int refused = 0;
  for (std::uint64_t number = 0; number < 1500; ++number) {
    Random random(number, Stream::Test);
    const auto file = folder.write("file", damaged(number % 2 ? plain : test::gzip(plain), random));
    try {
      const IdxArray array = read_idx(file);
      ASSERT_EQ(static_cast<std::size_t>(array.shape.size()), array.bytes.size());
    } catch (const Error&) {
      ++refused;
    }
  }
  EXPECT_GT(refused, 750);
}

}  // namespace
}  // namespace netdyno
