// engine/data/batch.h
// SPDX-License-Identifier: MIT
//
// A minibatch, and the order for one: all that it is a function of. Whoever makes it, and when,
// changes no bit.

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

struct BatchOrder {
  DataView examples;
  std::shared_ptr<const std::vector<std::int64_t>> permutation;  // of the epoch; null: file order
  std::shared_ptr<const Augmenter> augmenter;                    // null: none
  std::shared_ptr<const Preprocessor> preprocessor;              // null: none
  std::uint64_t seed = 0;
  BatcherState state;
  Index count = 0;  // examples to serve, within the epoch
  // Of the same objects, not of equal ones.
  bool operator==(const BatchOrder& other) const;
};

// `scratch` keeps its memory from call to call.
void make_batch(const BatchOrder& order, Batch& batch, std::vector<float>& scratch);

// Examples [begin, begin + count) of a view in order, preprocessed, without augmentation.
void read_batch(const DataView& view, Index begin, Index count, const Preprocessor& preprocessor,
                Batch& batch);

}  // namespace netdyno
