// engine/nn/loss.h
// SPDX-License-Identifier: MIT
//
// Loss functions of logits and class labels: a table of functions.
//
//   Shapes   logits [N, classes], labels [N] in [0, classes), dlogits as logits
//   Grads    dlogits = dL/dlogits of the mean over the N samples; assigned

#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "engine/core/tensor.h"

namespace netdyno {

struct LossFunction {
  std::string name;  // as in recipes: "softmax"
  std::string doc;   // one sentence with the formula
  // Returns the mean loss; dlogits may be null. Not finite where the logits are not.
  double (*evaluate)(const Tensor& logits, std::span<const std::int32_t> labels, Tensor* dlogits);
};

std::span<const LossFunction> loss_functions();

// Errors   RecipeError at path "loss" with the nearest known name
const LossFunction& loss_function(const std::string& name);

// Errors   ContractError unless there is a label in [0, classes) for each sample, and one sample at
//          least
void check_labels(const Tensor& logits, std::span<const std::int32_t> labels);

// Softmax of each sample's logits, [N, classes].
void softmax(const Tensor& logits, Tensor& probabilities);

// The class of the largest score (the first of equals); -1 where a score is not a number. The one
// answer that accuracies, confusion matrices and recalls count by.
std::int32_t predicted_class(std::span<const float> scores);

// How many samples' largest logit (the first of equals) is their label's.
std::int64_t count_correct(const Tensor& logits, std::span<const std::int32_t> labels);

}  // namespace netdyno
