// engine/optim/optimizer.h
// SPDX-License-Identifier: MIT
//
// Optimizers: θ ← θ − step(g). A table of types; each keeps its moments by parameter position.
//
//   Grads    read, never changed: panels show the true ones. The penalty's gradient λ₂w + λ₁sign(w)
//            is added on the fly for parameters with is_weight.
//   Source   updates equal torch.optim's of the same names

#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "engine/core/options.h"
#include "engine/nn/layer.h"
#include "engine/optim/penalty.h"

namespace netdyno {

struct OptimizerSpec {
  std::string kind = "momentum";
  double learning_rate = 0.01;  // η, before the schedule's factor; > 0
  Options options;              // of that kind
  bool operator==(const OptimizerSpec&) const = default;
};

class Optimizer {
 public:
  virtual ~Optimizer() = default;

  // One update of all parameters, always the same ones in the same order.
  void step(std::span<Parameter* const> parameters, double learning_rate, const Penalty& penalty,
            WorkerPool& pool);

  void set_option(const std::string& key, const OptionValue& value);
  const Options& options() const { return options_; }

  // For checkpoints: moments[m][p] is the m-th moment of parameter p; empty before the first step.
  std::vector<std::vector<Tensor>>& moments() { return moments_; }
  std::int64_t steps_taken() const { return steps_taken_; }
  void set_steps_taken(std::int64_t steps) { steps_taken_ = steps; }
  // Zeroes the moments of one parameter, whose weights were re-drawn.
  void forget(std::size_t parameter);

 protected:
  Optimizer(Options options, std::vector<OptionField> fields, int moment_count)
      : options_(std::move(options)), fields_(std::move(fields)), moment_count_(moment_count) {}

  // What the update needs for values [begin, end) of one parameter.
  struct Slice {
    std::size_t parameter;
    Index begin, end;
    float* value;
    const float* grad;
    float l2, l1;  // 0 for biases
    std::span<float* const> moments;
  };

 private:
  // `steps` counts from 1 and includes this one.
  virtual void update(const Slice& slice, double learning_rate, std::int64_t steps) = 0;
  virtual float moment_start() const { return 0.0f; }

  Options options_;
  std::vector<OptionField> fields_;
  int moment_count_;
  std::int64_t steps_taken_ = 0;
  std::vector<std::vector<Tensor>> moments_;
};

struct OptimizerType {
  std::string name;  // as in recipes: "momentum"
  std::string doc;   // one sentence with the update formula
  std::vector<OptionField> fields;
  int moments;  // tensors kept per parameter
  std::unique_ptr<Optimizer> (*make)(const Options&);
};

std::span<const OptimizerType> optimizer_types();

// Errors   RecipeError at path "kind" with the nearest known name
const OptimizerType& optimizer_type(const std::string& name);

}  // namespace netdyno
