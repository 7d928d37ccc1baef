// SPDX-License-Identifier: MIT
#include "engine/optim/penalty.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <vector>

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

// Sums term(w) in double over independent lanes: one sum alone would wait for its own last
// addition.
template <typename Term>
double sum_block(const Block& block, Term term) {
  constexpr Index kLanes = 32;
  std::array<double, kLanes> lanes{};
  const Index whole = block.count / kLanes * kLanes;
  for (Index i = 0; i < whole; i += kLanes)
#pragma omp simd
    for (Index lane = 0; lane < kLanes; ++lane)
      lanes[static_cast<std::size_t>(lane)] += term(static_cast<double>(block.values[i + lane]));
  double sum = std::accumulate(lanes.begin(), lanes.end(), 0.0);
  for (Index i = whole; i < block.count; ++i) sum += term(static_cast<double>(block.values[i]));
  return sum;
}

double block_penalty(const Block& block, const Penalty& penalty) {
  double sum = 0.0;
  if (penalty.l2 != 0.0) sum += penalty.l2 / 2.0 * sum_block(block, [](double w) { return w * w; });
  if (penalty.l1 != 0.0) sum += penalty.l1 * sum_block(block, [](double w) { return std::abs(w); });
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
    pool->parallel_for(count, kGrainBlocks, sum_blocks);
  } else {
    sum_blocks(0, count);
  }
  return std::accumulate(sums.begin(), sums.end(), 0.0);
}

}  // namespace netdyno
