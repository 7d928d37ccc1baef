// SPDX-License-Identifier: MIT
#include "engine/data/batcher.h"

#include <fmt/core.h>

#include <algorithm>

#include "engine/core/error.h"
#include "engine/core/random.h"

namespace netdyno {

Batcher::Batcher(DataView examples, bool shuffle, std::uint64_t seed)
    : examples_(std::move(examples)),
      shuffle_(shuffle),
      seed_(seed),
      augmenter_(std::make_shared<const Augmenter>()) {
  DYNO_CHECK(examples_.dataset && examples_.count > 0, "A batcher needs examples");
  order_epoch();
}

void Batcher::set_preprocessor(std::shared_ptr<const Preprocessor> preprocessor) {
  preprocessor_ = std::move(preprocessor);
}

void Batcher::set_augmentation(const std::vector<AugmentSpec>& steps) {
  augmenter_ = std::make_shared<const Augmenter>(steps, examples_, augmenter_.get());
}

void Batcher::set_shuffle(bool shuffle) {
  shuffle_ = shuffle;
  order_epoch();
}

void Batcher::restore(const BatcherState& state) {
  DYNO_CHECK(state.epoch >= 0 && state.position >= 0 && state.position < examples_.count,
             fmt::format("No position {} in an epoch of {}", state.position, examples_.count));
  state_ = state;
  permutation_.reset();  // next() makes it: to go back takes no memory, which may have ended
}

void Batcher::set_ahead(bool may_run_ahead) {
  may_run_ahead_ = may_run_ahead;
}

void Batcher::order_epoch() {
  permutation_.reset();
  if (!shuffle_) return;
  Random random(seed_, Stream::Order, static_cast<std::uint64_t>(state_.epoch));
  permutation_ =
      std::make_shared<const std::vector<std::int64_t>>(random.permutation(examples_.count));
}

BatchOrder Batcher::next_order(Index batch_size) const {
  return {.examples = examples_,
          .permutation = permutation_,
          .augmenter = augmenter_->empty() ? nullptr : augmenter_,
          .preprocessor = preprocessor_,
          .seed = seed_,
          .state = state_,
          .count = std::min(batch_size, examples_.count - state_.position)};
}

bool Batcher::is_costly() const {
  return !augmenter_->empty() || (preprocessor_ && preprocessor_->is_costly());
}

void Batcher::next(Index batch_size, Batch& batch) {
  DYNO_CHECK(batch_size > 0, "A minibatch has at least one example");
  if (shuffle_ && !permutation_) order_epoch();
  const BatchOrder order = next_order(batch_size);
  if (ahead_)
    ahead_->take(order, batch);
  else
    make_batch(order, batch, scratch_);
  state_.position += order.count;
  if (state_.position == examples_.count) {
    state_ = {.epoch = state_.epoch + 1, .position = 0};
    order_epoch();
  }
  if (!may_run_ahead_ || !is_costly()) {
    ahead_.reset();
    return;
  }
  if (!ahead_) ahead_ = std::make_unique<BatchAhead>();
  ahead_->prepare(next_order(batch_size));
}

}  // namespace netdyno
