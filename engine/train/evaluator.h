// engine/train/evaluator.h
// SPDX-License-Identifier: MIT
//
// Loss and accuracy of a network on examples, in inference mode, in slices so that a session can
// answer commands in between.

#pragma once

#include <cstdint>

#include "engine/data/batcher.h"
#include "engine/nn/loss.h"
#include "engine/nn/network.h"

namespace netdyno {

struct Evaluation {
  double loss = 0;      // mean data loss
  double accuracy = 0;  // share of examples whose largest logit is their label's
  Index examples = 0;
};

class Evaluator {
 public:
  // Starts over on `examples`.
  void begin(const DataView& examples);
  // Evaluates the next about `slice` examples, at least one forward pass of up to a hundred;
  // returns true when all are done. The result does not depend on the slices, to the bit.
  bool advance(Network& network, const LossFunction& loss, const Preprocessor& preprocessor,
               Index slice = 500);
  bool is_busy() const { return position_ < examples_.count; }
  double progress() const;  // in [0,1]
  // Of all examples so far.
  Evaluation result() const;

 private:
  DataView examples_;
  Index position_ = 0;
  double loss_sum_ = 0;
  std::int64_t correct_ = 0;
  Batch batch_;
  Workspace workspace_;
};

// All of `examples` at once.
Evaluation evaluate(Network& network, const LossFunction& loss, const Preprocessor& preprocessor,
                    const DataView& examples);

}  // namespace netdyno
