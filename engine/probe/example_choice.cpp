// SPDX-License-Identifier: MIT
#include "engine/probe/example_choice.h"

#include <algorithm>

#include "engine/core/random.h"

namespace netdyno {

std::vector<Index> spread_examples(Index count, Index most) {
  std::vector<Index> examples;
  Random random(1, Stream::Probe);
  const Index stretches = std::min(count, most);
  for (Index i = 0; i < stretches; ++i) {
    const Index begin = i * count / stretches;
    const Index end = (i + 1) * count / stretches;
    examples.push_back(begin +
                       static_cast<Index>(random.below(static_cast<std::uint64_t>(end - begin))));
  }
  return examples;
}

}  // namespace netdyno
