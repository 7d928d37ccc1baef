// engine/data/batcher.h
// SPDX-License-Identifier: MIT
//
// Cuts the training examples into minibatches, a fresh permutation each epoch.
//
//   Shapes   Batch::x [n, sample], n = batch size or what is left of the epoch
//   Default  without shuffling: file order. The permutation of an epoch is a pure function of
//            (seed, epoch), augmentation one of (seed, epoch, position); so the state is two
//            numbers.
//   Cost     with set_ahead() the next minibatch is made on a thread of its own where that takes
//            time: with augmentation, or a costly preprocessing

#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "engine/data/batch.h"
#include "engine/data/batch_ahead.h"

namespace netdyno {

class Batcher {
 public:
  Batcher(DataView examples, bool shuffle, std::uint64_t seed);

  void set_preprocessor(std::shared_ptr<const Preprocessor> preprocessor);
  // Errors   RecipeError at "augment[i].key"; nothing has changed then
  void set_augmentation(const std::vector<AugmentSpec>& steps);
  const Augmenter& augmenter() const { return *augmenter_; }
  void set_shuffle(bool shuffle);
  // Whether minibatches may be made ahead. Changes no bit of any.
  void set_ahead(bool may_run_ahead);

  // Fills `batch` with the next at most `batch_size` examples; an epoch's last one may be smaller.
  void next(Index batch_size, Batch& batch);

  // True when the last next() served the epoch's last examples.
  bool at_epoch_end() const { return state_.position == 0 && state_.epoch > 0; }

  const BatcherState& state() const { return state_; }
  void restore(const BatcherState& state);
  Index examples_per_epoch() const { return examples_.count; }

 private:
  void order_epoch();
  BatchOrder next_order(Index batch_size) const;
  bool is_costly() const;

  DataView examples_;
  bool shuffle_;
  std::uint64_t seed_;
  std::shared_ptr<const Preprocessor> preprocessor_;
  std::shared_ptr<const Augmenter> augmenter_;
  BatcherState state_;
  std::shared_ptr<const std::vector<std::int64_t>> permutation_;  // of the running epoch
  bool may_run_ahead_ = false;
  std::unique_ptr<BatchAhead> ahead_;
  std::vector<float> scratch_;
};

}  // namespace netdyno
