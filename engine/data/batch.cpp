// SPDX-License-Identifier: MIT
#include "engine/data/batch.h"

#include "engine/core/denormals.h"
#include "engine/core/error.h"

namespace netdyno {

namespace {

void make_room(Batch& batch, const DataView& view, Index count) {
  batch.x.resize(view.dataset->sample_shape().with_batch(count));
  batch.labels.resize(static_cast<std::size_t>(count));
  batch.examples.resize(static_cast<std::size_t>(count));
}

// Writes example `example` of the view as the batch's n-th, not yet preprocessed.
std::span<float> take_example(const DataView& view, Index example, Index n, Batch& batch) {
  const std::span<float> sample = batch.x.sample(n);
  view.read(example, sample);
  batch.labels[static_cast<std::size_t>(n)] = view.label(example);
  batch.examples[static_cast<std::size_t>(n)] = example;
  return sample;
}

}  // namespace

bool BatchOrder::operator==(const BatchOrder& other) const {
  return examples.dataset == other.examples.dataset && examples.begin == other.examples.begin &&
         examples.count == other.examples.count && permutation == other.permutation &&
         augmenter == other.augmenter && preprocessor == other.preprocessor && seed == other.seed &&
         state == other.state && count == other.count;
}

void make_batch(const BatchOrder& order, Batch& batch, std::vector<float>& scratch) {
  const FlushDenormals flush;  // as on every other thread that may do this
  make_room(batch, order.examples, order.count);
  for (Index n = 0; n < order.count; ++n) {
    const Index position = order.state.position + n;
    const Index example =
        order.permutation ? (*order.permutation)[static_cast<std::size_t>(position)] : position;
    const std::span<float> sample = take_example(order.examples, example, n, batch);
    if (!order.augmenter) continue;
    Random random(order.seed, Stream::Augmentation, static_cast<std::uint64_t>(order.state.epoch),
                  static_cast<std::uint32_t>(position));
    order.augmenter->apply(sample, random, scratch);
  }
  if (order.preprocessor) order.preprocessor->apply_batch(batch.x);
}

void read_batch(const DataView& view, Index begin, Index count, const Preprocessor& preprocessor,
                Batch& batch) {
  DYNO_CHECK(begin >= 0 && count >= 0 && begin + count <= view.count, "Examples within the view");
  make_room(batch, view, count);
  for (Index n = 0; n < count; ++n) take_example(view, begin + n, n, batch);
  preprocessor.apply_batch(batch.x);
}

}  // namespace netdyno
