// SPDX-License-Identifier: MIT
#include "engine/train/weight_average.h"

#include <algorithm>
#include <functional>

#include "engine/core/error.h"

namespace netdyno {

namespace {

// Parts of the work begin at whole blocks, so a value is always at the same place of a vector
// register, whatever the number of threads.
constexpr Index kBlock = 4096;
constexpr Index kGrainBlocks = 64;

// average ← kept · average + fresh · value
void blend(float* average, const float* value, Index count, float kept, float fresh) {
#pragma omp simd
  for (Index i = 0; i < count; ++i) average[i] = kept * average[i] + fresh * value[i];
}

// average ← average + share · (value − average)
void approach(float* average, const float* value, Index count, float share) {
#pragma omp simd
  for (Index i = 0; i < count; ++i) average[i] += share * (value[i] - average[i]);
}

}  // namespace

void WeightAverage::update(const AveragingSpec& spec, std::span<const NamedTensor> tensors,
                           WorkerPool& pool) {
  if (spec.kind == "none") return;
  if (count_++ == 0) {
    values_.resize(tensors.size());
    for (std::size_t i = 0; i < tensors.size(); ++i) values_[i] = *tensors[i].tensor;
    return;
  }
  const bool is_uniform = spec.kind == "uniform";
  const auto share = static_cast<float>(1.0 / static_cast<double>(count_));
  const auto kept = static_cast<float>(spec.decay), fresh = static_cast<float>(1.0 - spec.decay);
  for (std::size_t i = 0; i < tensors.size(); ++i) {
    const Index size = values_[i].size();
    const auto blend_blocks = [&](Index first, Index last) {
      const Index begin = first * kBlock, count = std::min(last * kBlock, size) - begin;
      float* const average = values_[i].data() + begin;
      const float* const value = tensors[i].tensor->data() + begin;
      if (is_uniform)
        approach(average, value, count, share);
      else
        blend(average, value, count, kept, fresh);
    };
    pool.parallel_for((size + kBlock - 1) / kBlock, kGrainBlocks, std::cref(blend_blocks));
  }
}

void WeightAverage::swap(std::span<const NamedTensor> tensors) {
  if (count_ == 0) return;
  DYNO_CHECK(values_.size() == tensors.size(), "An average is of the same tensors each time");
  for (std::size_t i = 0; i < tensors.size(); ++i) values_[i].swap(*tensors[i].tensor);
}

void WeightAverage::clear() {
  values_.clear();
  count_ = 0;
}

void WeightAverage::load(std::vector<Tensor> values, std::int64_t count) {
  values_ = std::move(values);
  count_ = count;
}

}  // namespace netdyno
