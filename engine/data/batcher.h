// engine/data/batcher.h
// SPDX-License-Identifier: MIT
//
// Cuts the training examples into minibatches, a fresh permutation each epoch.
//
//   Shapes   Batch::x [n, sample], n = batch size or what is left of the epoch
//   Default  without shuffling: file order. The permutation of an epoch is a pure function of
//            (seed, epoch), augmentation one of (seed, epoch, position); so the state is two
//            numbers.

#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "engine/core/tensor.h"
#include "engine/data/augmenter.h"
#include "engine/data/dataset.h"
#include "engine/data/preprocess.h"

namespace netdyno {

struct Batch {
  Tensor x;                          // [n, sample shape], preprocessed
  std::vector<std::int32_t> labels;  // [n]
  std::vector<Index> examples;       // [n], positions in the view
};

struct BatcherState {
  std::int64_t epoch = 0;     // finished epochs
  std::int64_t position = 0;  // examples of the running epoch that were served
  bool operator==(const BatcherState&) const = default;
};

class Batcher {
 public:
  Batcher(DataView examples, bool shuffle, std::uint64_t seed);

  void set_preprocessor(std::shared_ptr<const Preprocessor> preprocessor);
  // Errors   RecipeError at "augment[i].key"; nothing has changed then
  void set_augmentation(const std::vector<AugmentSpec>& steps);
  const Augmenter& augmenter() const { return augmenter_; }
  void set_shuffle(bool shuffle);

  // Fills `batch` with the next at most `batch_size` examples; an epoch's last one may be smaller.
  void next(Index batch_size, Batch& batch);

  // True when the last next() served the epoch's last examples.
  bool at_epoch_end() const { return state_.position == 0 && state_.epoch > 0; }

  const BatcherState& state() const { return state_; }
  void restore(const BatcherState& state);
  Index examples_per_epoch() const { return examples_.count; }

 private:
  void order_epoch();

  DataView examples_;
  bool shuffle_;
  std::uint64_t seed_;
  std::shared_ptr<const Preprocessor> preprocessor_;
  Augmenter augmenter_;
  std::vector<float> scratch_;
  BatcherState state_;
  std::vector<std::int64_t> order_;  // of the running epoch
};

// Examples [begin, begin + count) of a view in order, preprocessed, without augmentation.
void read_batch(const DataView& view, Index begin, Index count, const Preprocessor& preprocessor,
                Batch& batch);

}  // namespace netdyno
