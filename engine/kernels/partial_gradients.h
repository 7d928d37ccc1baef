// engine/kernels/partial_gradients.h
// SPDX-License-Identifier: MIT
//
// The weights' gradient of a convolution, summed by each worker over its samples and then over the
// workers in their order.
//
//   Cost     a dw and db for each worker but the first, which sums into the caller's

#pragma once

#include "engine/core/tensor.h"

namespace netdyno {

class PartialGradients {
 public:
  PartialGradients(int workers, Index weights, Index filters)
      : weights_(weights), filters_(filters), others_(Shape{workers - 1, weights + filters}) {}

  // Where worker `worker` sums; `dw` and `db` are the caller's arrays.
  float* dw(int worker, float* dw) { return worker == 0 ? dw : other(worker); }
  float* db(int worker, float* db) { return worker == 0 ? db : other(worker) + weights_; }

  // dw, db ← the sum over the first `workers` workers.
  void add_up(int workers, float* dw, float* db) {
    for (int worker = 1; worker < workers; ++worker) {
      ArrayMap(dw, weights_) += ConstArrayMap(other(worker), weights_);
      ArrayMap(db, filters_) += ConstArrayMap(other(worker) + weights_, filters_);
    }
  }

 private:
  float* other(int worker) { return others_.data() + (worker - 1) * (weights_ + filters_); }

  Index weights_;
  Index filters_;
  Tensor others_;  // [workers − 1, weights + K]
};

}  // namespace netdyno
