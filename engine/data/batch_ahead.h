// engine/data/batch_ahead.h
// SPDX-License-Identifier: MIT
//
// Makes the minibatch that is probably needed next while the one before is trained on. What is
// asked for then is made on the spot if it is another one after all, so results are those of
// make_batch() in any case.
//
//   Cost     two minibatches of memory, and a thread from the first prepare() on

#pragma once

#include <optional>

#include "engine/core/background.h"
#include "engine/data/batch.h"

namespace netdyno {

class BatchAhead {
 public:
  // Begins to make the minibatch of `order`.
  void prepare(const BatchOrder& order);

  // Fills `batch` as `order` says: with what is prepared if it was prepared by an equal order.
  void take(const BatchOrder& order, Batch& batch);

  // How many minibatches were ready or in the making when they were asked for.
  std::int64_t hits() const { return hits_; }

 private:
  std::optional<BatchOrder> order_;  // of the one in the making
  Batch prepared_;
  std::vector<float> scratch_;
  std::int64_t hits_ = 0;
  Background background_;  // last: its task ends before the rest goes
};

}  // namespace netdyno
