// SPDX-License-Identifier: MIT
#include "engine/data/batch_ahead.h"

#include <utility>

namespace netdyno {

void BatchAhead::prepare(const BatchOrder& order) {
  background_.wait();
  order_ = order;
  background_.start([this] { make_batch(*order_, prepared_, scratch_); });
}

void BatchAhead::take(const BatchOrder& order, Batch& batch) {
  const bool fits = order_ && *order_ == order;
  background_.wait();  // the scratch is shared, too
  order_.reset();
  if (!fits) return make_batch(order, batch, scratch_);
  ++hits_;
  std::swap(batch, prepared_);
}

}  // namespace netdyno
