// SPDX-License-Identifier: MIT
#include "engine/data/batcher.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/core/error.h"
#include "engine/core/random.h"

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

Batcher::Batcher(DataView examples, bool shuffle, std::uint64_t seed)
    : examples_(std::move(examples)), shuffle_(shuffle), seed_(seed) {
  DYNO_CHECK(examples_.dataset && examples_.count > 0, "A batcher needs examples");
  order_epoch();
}

void Batcher::set_preprocessor(std::shared_ptr<const Preprocessor> preprocessor) {
  preprocessor_ = std::move(preprocessor);
}

void Batcher::set_augmentation(const std::vector<AugmentSpec>& steps) {
  augmenter_ = Augmenter(steps, examples_, &augmenter_);
}

void Batcher::set_shuffle(bool shuffle) {
  shuffle_ = shuffle;
  order_epoch();
}

void Batcher::restore(const BatcherState& state) {
  DYNO_CHECK(state.epoch >= 0 && state.position >= 0 && state.position < examples_.count,
             fmt::format("No position {} in an epoch of {}", state.position, examples_.count));
  state_ = state;
  order_epoch();
}

void Batcher::order_epoch() {
  order_.clear();
  if (!shuffle_) return;
  Random random(seed_, Stream::Order, static_cast<std::uint64_t>(state_.epoch));
  order_ = random.permutation(examples_.count);
}

void Batcher::next(Index batch_size, Batch& batch) {
  DYNO_CHECK(batch_size > 0, "A minibatch has at least one example");
  const Index count = std::min(batch_size, examples_.count - state_.position);
  make_room(batch, examples_, count);
  for (Index n = 0; n < count; ++n) {
    const Index position = state_.position + n;
    const Index example = shuffle_ ? order_[static_cast<std::size_t>(position)] : position;
    const std::span<float> sample = take_example(examples_, example, n, batch);
    if (!augmenter_.empty()) {
      Random random(seed_, Stream::Augmentation, static_cast<std::uint64_t>(state_.epoch),
                    static_cast<std::uint32_t>(position));
      augmenter_.apply(sample, random, scratch_);
    }
  }
  if (preprocessor_) preprocessor_->apply_batch(batch.x);
  state_.position += count;
  if (state_.position < examples_.count) return;
  state_ = {.epoch = state_.epoch + 1, .position = 0};
  order_epoch();
}

void read_batch(const DataView& view, Index begin, Index count, const Preprocessor& preprocessor,
                Batch& batch) {
  DYNO_CHECK(begin >= 0 && count >= 0 && begin + count <= view.count, "Examples within the view");
  make_room(batch, view, count);
  for (Index n = 0; n < count; ++n) take_example(view, begin + n, n, batch);
  preprocessor.apply_batch(batch.x);
}

}  // namespace netdyno
