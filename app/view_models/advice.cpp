// SPDX-License-Identifier: MIT
#include "app/view_models/advice.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>

#include "app/view_models/knob_text.h"
#include "app/view_models/number_text.h"
#include "engine/nn/initializer.h"
#include "engine/optim/optimizer.h"

namespace netdyno::app {

namespace {

constexpr Index kBlockExamples = 320;    // whose mean loss is compared
constexpr Index kLeastBlock = 10;        // steps
constexpr std::size_t kStretches = 60;   // that are looked back over
constexpr double kRise = 3;              // times the lowest mean
constexpr double kUnlearnt = 0.7;        // of the loss at the start
constexpr Index kFewExamples = 16;       // in which a unit may be silent by chance
constexpr double kNearlyAllDead = 0.95;  // share of a layer's units
constexpr double kStrongPull = 0.02;     // of the penalty on a weight in a step: e-fold in 50
constexpr double kUsualL2 = 0.0005;

// Of `count` values from `begin` on; not a number where one of them is not.
double mean_of(const Column& values, std::size_t begin, std::size_t count) {
  double sum = 0;
  for (std::size_t i = begin; i < begin + count; ++i) sum += values[i] / static_cast<double>(count);
  return sum;
}

std::string rate_text(double rate) {
  return number_text(rate, 2);
}

void offer_rewind(const Snapshot& snapshot, Advice& advice) {
  const std::optional<LastChange>& change = snapshot.last_change;
  if (!change || !change->can_go_back) return;
  const std::string symbol = knob_symbol(change->knob);
  advice.steps.push_back({fmt::format("Back to step {}, before {} = {}", count_text(change->step),
                                      symbol, change->after),
                          fmt::format("Weights, curves and knobs as they were before {} went from "
                                      "{} to {}. What came after stays as a grey curve",
                                      change->knob, change->before, change->after),
                          {RewindChange{}}});
}

// η before the last change, where that is what was turned.
std::optional<double> rate_before(const Snapshot& snapshot) {
  const std::optional<LastChange>& change = snapshot.last_change;
  if (!change || knob_symbol(change->knob) != "η") return std::nullopt;
  double rate = 0;
  const std::string& text = change->before;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), rate);
  return read.ec == std::errc() && rate > 0 ? std::optional(rate) : std::nullopt;
}

// Half of the rate that was too high; or the one that was not.
void offer_lower_rate(const Snapshot& snapshot, Advice& advice) {
  double lower = snapshot.recipe->optimizer.learning_rate / 2;
  if (snapshot.divergence && snapshot.divergence->learning_rate > 0)
    lower = std::min(lower, snapshot.divergence->learning_rate / 2);
  lower = std::min(lower, rate_before(snapshot).value_or(lower));
  advice.steps.push_back({fmt::format("Go on with η = {}", rate_text(lower)),
                          "Trains on from the weights as they are, with that lower learning rate",
                          {SetKnob{"optimizer.learning_rate", lower}, Play{}}});
}

void offer_restart(Advice& advice) {
  advice.steps.push_back({"Restart, same weights",
                          "Back to step 0 with the same initial weights and the knobs as they are",
                          {Restart{}}});
}

Advice diverged(const Snapshot& snapshot) {
  Advice advice;
  advice.tone = Tone::Error;
  advice.headline = "diverged";
  advice.text =
      snapshot.divergence ? snapshot.divergence->message() : "The numbers stopped being finite.";
  offer_rewind(snapshot, advice);
  offer_lower_rate(snapshot, advice);
  offer_restart(advice);
  return advice;
}

std::optional<Advice> rising_loss(const Snapshot& snapshot, const History& history) {
  const Column& losses = history.column(History::Metric::TrainLoss);
  // Of few examples a mean needs more steps; the lowest one is looked for in shorter stretches, for
  // minibatches may have been larger then.
  const auto block = static_cast<std::size_t>(
      std::max<Index>(kLeastBlock, kBlockExamples / snapshot.recipe->batch_size));
  const std::size_t stretch = std::max<std::size_t>(kLeastBlock, block / 8);
  if (losses.size() < std::max(block, 3 * stretch)) return std::nullopt;
  const double start = mean_of(losses, 0, kLeastBlock);
  const double now = mean_of(losses, losses.size() - block, block);
  double lowest = start;
  const std::size_t stretches = std::min(kStretches, losses.size() / stretch);
  for (std::size_t i = 1; i < stretches; ++i)
    lowest = std::min(lowest, mean_of(losses, losses.size() - (i + 1) * stretch, stretch));
  const bool is_high = now > kRise * start || (now > kRise * lowest && now > kUnlearnt * start);
  if (!is_high) return std::nullopt;
  Advice advice;
  advice.headline = "loss is rising: η too high?";
  advice.text = fmt::format(
      "The mean loss of the last {} steps is {}, after {} at the start and {} at its lowest "
      "lately.",
      block, number_text(now), number_text(start), number_text(lowest));
  offer_rewind(snapshot, advice);
  offer_lower_rate(snapshot, advice);
  return advice;
}

// Weights that are all alike cannot learn to differ.
bool is_constant(const InitSpec& init) {
  return init.scheme == "zero" || init.scheme == "constant";
}

// What drove a layer's units out of the data's reach, most likely.
void offer_against_silence(const Snapshot& snapshot, Advice& advice) {
  const Recipe& recipe = *snapshot.recipe;
  if (is_constant(recipe.model.init)) {
    advice.steps.push_back({"Draw the weights with he",
                            "Draws all weights anew, N(0, 2/fan-in): what units get differs then",
                            {SetKnob{"model.init", default_init_spec("he")}}});
    return;
  }
  offer_rewind(snapshot, advice);
  const double usual = optimizer_type(recipe.optimizer.kind).usual_rate;
  const double lower = std::min(usual, recipe.optimizer.learning_rate / 2);
  advice.steps.push_back(
      {fmt::format("Restart with η = {}", rate_text(lower)),
       "Back to step 0 with the same initial weights and that learning rate: silent units get no "
       "gradient and do not come back by themselves",
       {SetKnob{"optimizer.learning_rate", lower}, Restart{}}});
}

std::optional<Advice> silent_layer(const Snapshot& snapshot) {
  const auto* outputs = probe_value<DistributionSet>(&snapshot, "activations");
  if (!outputs || snapshot.recipe->batch_size < kFewExamples) return std::nullopt;
  const auto row = std::ranges::find_if(
      outputs->rows, [](const Distribution& each) { return each.dead >= kNearlyAllDead; });
  if (row == outputs->rows.end()) return std::nullopt;
  const OptimizerSpec& optimizer = snapshot.recipe->optimizer;
  Advice advice;
  advice.headline = fmt::format("layer {} is dead", row->layer);
  advice.text = fmt::format(
      "{} of layer {} ({}) never fires: its units are 0 for the whole minibatch and get no "
      "gradient ({}, η {}).",
      percent_text(row->dead), row->layer, row->name, optimizer.kind,
      rate_text(optimizer.learning_rate));
  offer_against_silence(snapshot, advice);
  return advice;
}

// Plain decay: each step takes η·λ₂ of a weight away.
std::optional<Advice> strong_penalty(const Snapshot& snapshot) {
  const double l2 = snapshot.recipe->penalty.l2;
  const double pull = snapshot.learning_rate * l2;
  const std::string& kind = snapshot.recipe->optimizer.kind;
  const bool is_plain = kind == "sgd" || kind == "momentum" || kind == "nesterov";
  if (!is_plain || pull < kStrongPull) return std::nullopt;
  Advice advice;
  advice.headline = "λ₂ pulls the weights to 0";
  advice.text = fmt::format(
      "Each step the L2 penalty takes ηλ₂ = {} of every weight away: they vanish in about {} "
      "steps, "
      "whatever the data say.",
      percent_text(pull), number_text(1 / pull, 2));
  advice.steps.push_back({fmt::format("Set λ₂ = {}", number_text(kUsualL2)),
                          "A usual strength of the penalty",
                          {SetKnob{"penalty.l2", kUsualL2}}});
  offer_rewind(snapshot, advice);
  return advice;
}

}  // namespace

std::optional<Advice> build_advice(const Snapshot& snapshot, const History& history) {
  if (!snapshot.recipe) return std::nullopt;
  if (snapshot.state == RunState::Diverged) return diverged(snapshot);
  if (snapshot.state != RunState::Running) return std::nullopt;
  if (auto strong = strong_penalty(snapshot)) return strong;
  if (auto silent = silent_layer(snapshot)) return silent;
  return rising_loss(snapshot, history);
}

}  // namespace netdyno::app
