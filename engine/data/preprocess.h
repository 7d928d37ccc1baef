// engine/data/preprocess.h
// SPDX-License-Identifier: MIT
//
// Preprocessing: x ← f(x) with statistics of the training set, the same for training, validation
// and test examples.
//
//   Source   Krizhevsky et al. (2012) subtract the mean image, Simonyan and Zisserman (2014) the
//            mean of each channel

#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "engine/core/tensor.h"
#include "engine/data/dataset.h"

namespace netdyno {

class Preprocessor {
 public:
  virtual ~Preprocessor() = default;
  // Transforms one example in place.
  virtual void apply(std::span<float> sample) const = 0;
  // Transforms every example of a minibatch [N, …] in place; up to rounding as apply() does.
  virtual void apply_batch(Tensor& x) const {
    for (Index n = 0; n < x.batch_size(); ++n) apply(x.sample(n));
  }
  // True when a minibatch takes so long that it is worth a thread.
  virtual bool is_costly() const { return false; }
  // Turns the gradient with respect to f(x) into the one with respect to x, in place. The default
  // is that of a shift, which changes nothing.
  virtual void pull_back(std::span<float>) const {}
};

struct Preprocessing {
  std::string name;  // as in recipes: "mean-image"
  std::string doc;   // one sentence with the formula
  // Statistics are accumulated in double, in file order.
  std::shared_ptr<const Preprocessor> (*fit)(const DataView& train);
};

std::span<const Preprocessing> preprocessings();

// Errors   RecipeError at path "preprocess" with the nearest known name
const Preprocessing& preprocessing(const std::string& name);

}  // namespace netdyno
