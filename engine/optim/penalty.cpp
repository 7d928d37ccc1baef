// SPDX-License-Identifier: MIT
#include "engine/optim/penalty.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <vector>

#include "engine/core/lane_sum.h"

namespace netdyno {

namespace {

// Each block is summed by itself, so the order of additions does not depend on the threads.
constexpr Index kBlock = 16384;
constexpr Index kGrainBlocks = 32;

struct Block {
  const float* values;
  Index count;
};

std::vector<Block> weight_blocks(std::span<Parameter* const> parameters) {
  std::vector<Block> blocks;
  for (const Parameter* parameter : parameters) {
    if (!parameter->is_weight) continue;
    const Index size = parameter->value.size();
    for (Index begin = 0; begin < size; begin += kBlock)
      blocks.push_back({parameter->value.data() + begin, std::min(kBlock, size - begin)});
  }
  return blocks;
}

double block_penalty(const Block& block, const Penalty& penalty) {
  const auto weight = [&](Index i) { return static_cast<double>(block.values[i]); };
  double sum = 0.0;
  if (penalty.l2 != 0.0)
    sum += penalty.l2 / 2.0 * lane_sum(block.count, [&](Index i) { return weight(i) * weight(i); });
  if (penalty.l1 != 0.0)
    sum += penalty.l1 * lane_sum(block.count, [&](Index i) { return std::abs(weight(i)); });
  return sum;
}

}  // namespace

double penalty_value(const Penalty& penalty, std::span<Parameter* const> parameters,
                     WorkerPool* pool) {
  if (penalty.l2 == 0.0 && penalty.l1 == 0.0) return 0.0;
  const std::vector<Block> blocks = weight_blocks(parameters);
  std::vector<double> sums(blocks.size());
  const auto sum_blocks = [&](Index begin, Index end) {
    for (Index b = begin; b < end; ++b)
      sums[static_cast<std::size_t>(b)] =
          block_penalty(blocks[static_cast<std::size_t>(b)], penalty);
  };
  const auto count = static_cast<Index>(blocks.size());
  if (pool) {
    pool->parallel_for(count, kGrainBlocks, std::cref(sum_blocks));
  } else {
    sum_blocks(0, count);
  }
  return std::accumulate(sums.begin(), sums.end(), 0.0);
}

}  // namespace netdyno
