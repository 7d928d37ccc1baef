// SPDX-License-Identifier: MIT
#include "tests/fuzz/mutator.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace netdyno::test {

namespace {

constexpr std::size_t kLongest = 1 << 16;

// Numbers and words at which readers tend to break.
constexpr std::array<std::string_view, 20> kWords = {std::string_view("\xff\xff\xff\xff", 4),
                                                     std::string_view("\x00\x00\x00\x00", 4),
                                                     std::string_view("\x7f\xff\xff\xff", 4),
                                                     std::string_view("\xff\xff\xff\x7f", 4),
                                                     std::string_view("\x80\x00\x00\x00", 4),
                                                     "-1",
                                                     "0",
                                                     "99999999999999999999",
                                                     "1e999",
                                                     "-1e-999",
                                                     "nan",
                                                     "null",
                                                     "true",
                                                     "{}",
                                                     "[]",
                                                     "[[[[[[[[[[[[[[[[",
                                                     "\"\"",
                                                     "\\u0000",
                                                     "\xc3\x28",
                                                     "18446744073709551615"};

void edit(std::string& bytes, Random& random) {
  const std::size_t at = random.below(bytes.size() + 1);
  const std::size_t rest = bytes.size() - at;
  const std::size_t length = std::min<std::size_t>(rest, 1 + random.below(32));
  const std::string_view word = kWords[random.below(kWords.size())];
  switch (random.below(8)) {
    case 0:
      if (rest > 0) bytes[at] = static_cast<char>(random.bits());
      break;
    case 1:
      if (rest > 0) bytes[at] = static_cast<char>(bytes[at] ^ (1 << random.below(8)));
      break;
    case 2:
      bytes.erase(at, length);
      break;
    case 3:
      bytes.insert(random.below(bytes.size() + 1), bytes.substr(at, length));
      break;
    case 4:
      bytes.insert(at, word);
      break;
    case 5:
      bytes.replace(at, std::min(rest, word.size()), word);
      break;
    case 6:
      bytes.resize(at);
      break;
    default:
      if (rest > 0) bytes[at] = static_cast<char>(bytes[at] + (random.below(2) ? 1 : -1));
      break;
  }
}

}  // namespace

std::string mutated(const std::vector<std::string>& seeds, Random& random) {
  std::string bytes = seeds[random.below(seeds.size())];
  if (random.below(16) == 0) {
    const std::string& other = seeds[random.below(seeds.size())];
    bytes = bytes.substr(0, random.below(bytes.size() + 1)) +
            other.substr(random.below(other.size() + 1));
  }
  for (std::uint64_t edits = 1 + random.below(8); edits > 0; --edits) edit(bytes, random);
  bytes.resize(std::min(bytes.size(), kLongest));
  return bytes;
}

}  // namespace netdyno::test
