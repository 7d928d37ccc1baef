// SPDX-License-Identifier: MIT
#include "engine/optim/penalty.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <numeric>

#include "engine/core/lane_sum.h"

namespace netdyno {

namespace {

// Each block is summed by itself, so the order of additions does not depend on the threads.
constexpr Index kPenaltyBlock = 16384;
constexpr Index kPenaltyGrain = 4;

// Sums of consecutive blocks: always as many, so they take no memory from the heap.
constexpr Index kStripes = 64;

struct Block {
  const float* values;
  Index count;
};

Index penalty_block_count(const Parameter& parameter) {
  return parameter.is_weight ? (parameter.value.size() + kPenaltyBlock - 1) / kPenaltyBlock : 0;
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

// Over the blocks [first, last), counted through all weights.
double sum_blocks(std::span<Parameter* const> parameters, Index first, Index last,
                  const Penalty& penalty) {
  double sum = 0.0;
  Index base = 0;  // first block of the parameter
  for (const Parameter* parameter : parameters) {
    const Index blocks = penalty_block_count(*parameter);
    for (Index b = std::max(first, base); b < std::min(last, base + blocks); ++b) {
      const Index begin = (b - base) * kPenaltyBlock;
      sum += block_penalty({parameter->value.data() + begin,
                            std::min(kPenaltyBlock, parameter->value.size() - begin)},
                           penalty);
    }
    base += blocks;
  }
  return sum;
}

}  // namespace

double penalty_value(const Penalty& penalty, std::span<Parameter* const> parameters,
                     WorkerPool* pool) {
  if (penalty.l2 == 0.0 && penalty.l1 == 0.0) return 0.0;
  Index blocks = 0;
  for (const Parameter* parameter : parameters) blocks += penalty_block_count(*parameter);
  if (blocks == 0) return 0.0;
  std::array<double, kStripes> sums;
  const auto sum_stripes = [&](Index begin, Index end) {
    for (Index s = begin; s < end; ++s)
      sums[static_cast<std::size_t>(s)] =
          sum_blocks(parameters, blocks * s / kStripes, blocks * (s + 1) / kStripes, penalty);
  };
  if (pool)
    pool->parallel_for(kStripes, kPenaltyGrain * kStripes / blocks + 1, std::cref(sum_stripes));
  else
    sum_stripes(0, kStripes);
  return std::accumulate(sums.begin(), sums.end(), 0.0);
}

}  // namespace netdyno
