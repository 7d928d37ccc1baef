// SPDX-License-Identifier: MIT
#include "engine/optim/optimizer.h"

#include <fmt/core.h>

#include <algorithm>
#include <functional>

#include "engine/core/error.h"
#include "engine/core/registry.h"
#include "engine/optim/optimizer_table.h"
#include "engine/optim/optimizers.h"

namespace netdyno {

namespace {

// Values of a block; parts of the work begin at whole blocks of a parameter, so a value is always
// at the same place of a vector register, whatever the number of threads.
constexpr Index kUpdateBlock = 4096;
// Blocks that are worth waking a thread for.
constexpr Index kGrainBlocks = 8;

Index block_count(const Parameter& parameter) {
  return (parameter.value.size() + kUpdateBlock - 1) / kUpdateBlock;
}

Index total_blocks(std::span<Parameter* const> parameters) {
  Index total = 0;
  for (const Parameter* parameter : parameters) total += block_count(*parameter);
  return total;
}

}  // namespace

Optimizer::Optimizer(const Options& options, std::vector<OptionField> fields, int moment_count)
    : options_(complete_options(fields, options)),
      fields_(std::move(fields)),
      moment_count_(moment_count) {}

void Optimizer::step(std::span<Parameter* const> parameters, double learning_rate,
                     const Penalty& penalty, WorkerPool& pool) {
  prepare_moments(parameters);
  ++steps_taken_;
  // Every parameter is cut, not their sequence: a thread then updates the rows whose gradient it
  // has just computed (gemm_split.cpp).
  const Index parts = std::clamp<Index>(total_blocks(parameters) / kGrainBlocks, 1, pool.threads());
  const auto update_part = [&](Index first, Index last) {
    for (std::size_t p = 0; p < parameters.size(); ++p) {
      Parameter& parameter = *parameters[p];
      const Index blocks = block_count(parameter);
      const Index begin = blocks * first / parts * kUpdateBlock;
      const Index end = std::min(blocks * last / parts * kUpdateBlock, parameter.value.size());
      if (begin < end) update(make_slice(parameter, p, begin, end, penalty), learning_rate);
    }
  };
  pool.parallel_for(parts, 1, std::cref(update_part));
}

void Optimizer::prepare_moments(std::span<Parameter* const> parameters) {
  if (starts_.empty()) starts_.assign(parameters.size(), 0);
  DYNO_CHECK(starts_.size() == parameters.size(), "An optimizer always steps the same parameters");
  if (moments_.empty()) {
    moments_.resize(static_cast<std::size_t>(moment_count_));
    for (std::vector<Tensor>& moment : moments_)
      for (const Parameter* parameter : parameters) moment.emplace_back(parameter->value.shape());
  }
  for (std::size_t p = 0; p < parameters.size(); ++p) {
    const Parameter& parameter = *parameters[p];
    DYNO_CHECK(parameter.grad.size() == parameter.value.size(),
               fmt::format("Parameter {} ({}) has no gradient yet", p, parameter.name));
    for (const std::vector<Tensor>& moment : moments_)
      DYNO_CHECK(p < moment.size() && moment[p].shape() == parameter.value.shape(),
                 fmt::format("The moments of parameter {} ({}) have its shape", p, parameter.name));
  }
}

Optimizer::Slice Optimizer::make_slice(Parameter& parameter, std::size_t position, Index begin,
                                       Index end, const Penalty& penalty) {
  Slice slice;
  slice.count = end - begin;
  slice.value = parameter.value.data() + begin;
  slice.grad = parameter.grad.data() + begin;
  for (std::size_t m = 0; m < moments_.size(); ++m)
    slice.moments[m] = moments_[m][position].data() + begin;
  if (parameter.is_weight) {
    slice.l2 = static_cast<float>(penalty.l2);
    slice.l1 = static_cast<float>(penalty.l1);
  }
  slice.steps = steps_taken_ - starts_[position];
  return slice;
}

void Optimizer::set_option(const std::string& key, const OptionValue& value) {
  const auto field = std::ranges::find(fields_, key, &OptionField::key);
  if (field != fields_.end() && !field->is_live)
    throw RecipeError(key, "cannot change while training", "Restart the run with the new value.");
  options_.set(fields_, key, value);
}

void Optimizer::forget(std::size_t parameter) {
  if (starts_.empty()) return;
  DYNO_CHECK(parameter < starts_.size(), fmt::format("No parameter {}", parameter));
  for (std::vector<Tensor>& moment : moments_) moment[parameter].fill(0.0f);
  starts_[parameter] = steps_taken_;
}

OptionField momentum_field() {
  return real("momentum", "share μ of the velocity that is kept each step")
      .written("μ")
      .preset(0.9)
      .at_least(0)
      .below(1)
      .live();
}

OptionField epsilon_field() {
  return real("epsilon", "ε, added to the root against a division by zero")
      .written("ε")
      .preset(1e-8)
      .above(0)
      .live();
}

std::span<const OptimizerType> optimizer_types() {
  static const std::vector<OptimizerType> types =
      with_instruction_set([]<InstructionSet S>() { return optimizer_table_for<S>(); });
  return types;
}

const OptimizerType& optimizer_type(const std::string& name) {
  return find_row(optimizer_types(), name, "kind", "optimizer");
}

}  // namespace netdyno
