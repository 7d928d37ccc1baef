// engine/optim/optimizer.h
// SPDX-License-Identifier: MIT
//
// Optimizers: θ ← θ − step(g). A table of types; each keeps its moments by parameter position.
//
//   Grads    read, never changed: panels show the true ones. The penalty's gradient λ₂w + λ₁sign(w)
//            is added on the fly for parameters with is_weight.
//   Source   updates equal torch.optim's of the same names

#pragma once

#include <array>
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

  // One update of all parameters, always the same ones in the same order. The result does not
  // depend on the number of threads.
  void step(std::span<Parameter* const> parameters, double learning_rate, const Penalty& penalty,
            WorkerPool& pool);

  // Changes a live option between two steps.
  // Errors   RecipeError for an unknown key, a value out of range or an option that is not live
  void set_option(const std::string& key, const OptionValue& value);
  const Options& options() const { return options_; }

  // For checkpoints: moments[m][p] is the m-th moment of parameter p; empty before the first step.
  std::vector<std::vector<Tensor>>& moments() { return moments_; }
  std::int64_t steps_taken() const { return steps_taken_; }
  void set_steps_taken(std::int64_t steps) { steps_taken_ = steps; }
  // starts()[p] is the value of steps_taken() when the moments of parameter p were last zeroed;
  // empty before the first step. A bias correction counts from there.
  std::vector<std::int64_t>& starts() { return starts_; }
  // Zeroes the moments of one parameter, whose weights were re-drawn.
  void forget(std::size_t parameter);

 protected:
  static constexpr int kMaxMoments = 2;

  // Options that are absent take their defaults.
  Optimizer(const Options& options, std::vector<OptionField> fields, int moment_count);

  // Consecutive values of one parameter with what belongs to them.
  struct Slice {
    Index count = 0;
    float* value = nullptr;                     // θ [count]
    const float* grad = nullptr;                // dL/dθ [count], without the penalty's share
    std::array<float*, kMaxMoments> moments{};  // [count] each
    float l2 = 0, l1 = 0;                       // 0 for parameters without a penalty
    std::int64_t steps = 1;                     // since the moments were zero, this one included

    // The full gradient g of value i: dL/dθ + λ₂θ + λ₁sign(θ).
    float gradient(Index i) const {
      const float w = value[i];
      return grad[i] + l2 * w + l1 * static_cast<float>((w > 0.0f) - (w < 0.0f));
    }
  };

 private:
  virtual void update(Slice slice, double learning_rate) const = 0;

  void prepare_moments(std::span<Parameter* const> parameters);
  Slice make_slice(Parameter& parameter, std::size_t position, Index begin, Index end,
                   const Penalty& penalty);

  Options options_;
  std::vector<OptionField> fields_;
  int moment_count_;
  std::int64_t steps_taken_ = 0;
  std::vector<std::vector<Tensor>> moments_;
  std::vector<std::int64_t> starts_;
};

struct OptimizerType {
  std::string name;  // as in recipes: "momentum"
  std::string doc;   // one sentence with the update formula
  std::vector<OptionField> fields;
  int moments;  // tensors kept per parameter
  std::unique_ptr<Optimizer> (*make)(const Options&);
  double usual_rate = 0.01;  // η that most networks train with, for advice
};

std::span<const OptimizerType> optimizer_types();

// Errors   RecipeError at path "kind" with the nearest known name
const OptimizerType& optimizer_type(const std::string& name);

}  // namespace netdyno
