// SPDX-License-Identifier: MIT
#include "engine/train/evaluator.h"

#include <algorithm>

namespace netdyno {

namespace {

// Examples of one forward pass: always cut at the same places, so that a slice's length changes no
// bit of the result; fewer for large images, whose activations would take too much memory.
Index chunk_size(const DataView& examples) {
  constexpr Index kValues = 400'000;
  const Index sample = std::max<Index>(examples.dataset->sample_shape().size(), 1);
  return std::clamp<Index>(kValues / sample, 8, 100);
}

}  // namespace

void Evaluator::begin(const DataView& examples) {
  examples_ = examples;
  position_ = 0;
  loss_sum_ = 0;
  correct_ = 0;
}

bool Evaluator::advance(Network& network, const LossFunction& loss,
                        const Preprocessor& preprocessor, Index slice) {
  Index done = 0;
  while (is_busy() && done < std::max<Index>(slice, 1)) {
    const Index count = std::min(chunk_size(examples_), examples_.count - position_);
    read_batch(examples_, position_, count, preprocessor, batch_);
    const Tensor& logits = network.forward(batch_.x, workspace_, Pass{.mode = Mode::Inference});
    loss_sum_ += loss.evaluate(logits, batch_.labels, nullptr) * static_cast<double>(count);
    correct_ += count_correct(logits, batch_.labels);
    position_ += count;
    done += count;
  }
  return !is_busy();
}

double Evaluator::progress() const {
  if (examples_.count == 0) return 1.0;
  return static_cast<double>(position_) / static_cast<double>(examples_.count);
}

Evaluation Evaluator::result() const {
  if (position_ == 0) return {};
  const auto count = static_cast<double>(position_);
  return {.loss = loss_sum_ / count,
          .accuracy = static_cast<double>(correct_) / count,
          .examples = position_};
}

Evaluation evaluate(Network& network, const LossFunction& loss, const Preprocessor& preprocessor,
                    const DataView& examples) {
  Evaluator evaluator;
  evaluator.begin(examples);
  while (!evaluator.advance(network, loss, preprocessor)) {
  }
  return evaluator.result();
}

}  // namespace netdyno
