// engine/study/overfit.h
// SPDX-License-Identifier: MIT
//
// A sanity check: a network that cannot bring a few dozen examples to a loss near zero has a fault
// that more data will not mend. On a trainer of its own, from the initial weights.
//
//   Source   Karpathy, "A recipe for training neural networks" (2019)

#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "engine/train/trainer.h"

namespace netdyno {

struct StudyType;  // study.h

// The same network on the first `examples` training examples (fewer where the recipe has fewer):
// no augmentation, dropout or penalty, a constant learning rate, the weights as they are after each
// step, all examples in one minibatch or, where that is smaller, the recipe's batch size.
//   Errors   RecipeError at "examples" unless it is >= 1
Recipe overfit_recipe(const Recipe& recipe, Index examples);

struct OverfitOptions {
  Index examples = 32;        // to learn, >= 1; all where there are fewer
  double threshold = 0.01;    // of the training loss, > 0
  std::int64_t steps = 1000;  // at most, >= 1
};

struct OverfitResult {
  bool reached = false;
  bool is_running = false;
  bool is_cancelled = false;
  double progress = 0;     // [0,1]
  std::int64_t steps = 0;  // made
  Index examples = 0;      // to learn
  double threshold = 0;    // as asked for
  double loss = 0;      // mean over the last pass through all examples, before each step's update
  double accuracy = 0;  // of the same, [0,1]
  std::optional<Divergence> divergence{};
};

// Trains until the mean loss of a pass through all examples is below the threshold. A pass that the
// steps end in counts as far as it went.
//   Cost     advance(): a training step on the few examples
class Overfit {
 public:
  // Errors   as overfit_recipe()
  Overfit(const Trainer& trainer, const OverfitOptions& options);

  // One step; true when it is over.
  bool advance();
  // Ends it where it is.
  void cancel();
  const OverfitResult& report() const { return result_; }

 private:
  void train();

  OverfitOptions options_;
  std::unique_ptr<Trainer> trainer_;
  OverfitResult result_;
  double loss_sum_ = 0, accuracy_sum_ = 0;  // over the examples of the running pass
  Index seen_ = 0;                          // of it
};

// The row of the table of studies.
StudyType overfit_study();

}  // namespace netdyno
