// SPDX-License-Identifier: MIT
//
// A trainer's state as named tensors and a JSON text, and back.
#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

#include "engine/core/error.h"
#include "engine/train/saved_numbers.h"
#include "engine/train/saved_tensors.h"
#include "engine/train/trainer.h"

namespace netdyno {

namespace {

constexpr const char* kGood = "good.";
constexpr const char* kBest = "best.";
constexpr const char* kAverage = "average.";

Json meta_from(std::int64_t step, std::uint32_t redraws, const BatcherState& order) {
  Json meta;
  meta["step"] = step;
  meta["redraws"] = redraws;
  meta["batcher"] = {{"epoch", order.epoch}, {"position", order.position}};
  return meta;
}

// JSON has no infinity.
Json finite_or_null(double value) {
  return std::isfinite(value) ? Json(value) : Json();
}

Json to_json(const ScheduleState& state) {
  return {{"best", finite_or_null(state.best)}, {"waited", state.waited}, {"drops", state.drops}};
}

ScheduleState schedule_state(const Json& json) {
  ScheduleState state;
  if (!saved_value(json, "best").is_null()) state.best = saved_finite(json, "best");
  state.waited = saved_whole(json, "waited");
  state.drops = saved_whole(json, "drops");
  return state;
}

Json to_json(const GoodWeights& good) {
  const LossRecord& losses = good.losses();
  return {{"step", good.step()},
          {"seen", losses.seen},
          {"recent", losses.recent},
          {"first", losses.first},
          {"best", finite_or_null(losses.best)},
          {"is_on_trial", losses.is_on_trial}};
}

// States of older versions say nothing of the losses.
LossRecord loss_record(const Json& json, std::int64_t step) {
  LossRecord losses;
  if (!json.contains("seen")) return losses;
  losses.seen = saved_whole(json, "seen", 0, step);
  losses.recent = saved_finite(json, "recent");
  losses.first = saved_finite(json, "first");
  if (!saved_value(json, "best").is_null()) losses.best = saved_finite(json, "best");
  losses.is_on_trial = saved_truth(json, "is_on_trial");
  return losses;
}

Json parse_meta(const std::string& text) {
  Json meta = Json::parse(text, nullptr, false);
  if (!meta.is_object()) refuse_saved("its description is no JSON object");
  return meta;
}

Json to_json(const EarlyStopping& stopping) {
  Json json = {{"waited", stopping.waited()}};
  if (const std::optional<BestWeights>& best = stopping.best())
    json["best"] = {{"step", best->step},
                    {"epoch", best->epoch},
                    {"metric", best->metric},
                    {"value", best->value}};
  return json;
}

std::optional<BestWeights> kept_weights(const Json& json) {
  if (!json.contains("best")) return std::nullopt;
  const Json& best = json.at("best");
  return BestWeights{.step = saved_whole(best, "step"),
                     .epoch = saved_finite(best, "epoch", 0),
                     .metric = saved_text(best, "metric"),
                     .value = saved_finite(best, "value")};
}

// Copies of the network's tensors, named after them.
void save_copies(const std::string& prefix, std::span<const NamedTensor> tensors,
                 const std::vector<Tensor>& copies, Trainer::State& state) {
  for (std::size_t i = 0; i < copies.size(); ++i)
    state.tensors.emplace_back(prefix + tensors[i].name, copies[i]);
}

std::string moment_name(std::size_t moment, const std::string& parameter) {
  return fmt::format("moment{}.{}", moment, parameter);
}

// Names of the network's parameters without its buffers, in the optimizer's order.
std::vector<std::string> parameter_names(std::span<Parameter* const> parameters,
                                         std::span<const NamedTensor> tensors) {
  std::vector<std::string> names;
  for (const Parameter* parameter : parameters) {
    const auto found = std::ranges::find(tensors, &parameter->value, &NamedTensor::tensor);
    DYNO_CHECK(found != tensors.end(), "Every parameter is part of the network's state");
    names.push_back(found->name);
  }
  return names;
}

// The step after which each of the parameters' moments began.
std::vector<std::int64_t> saved_starts(const Json& optimizer, std::int64_t last,
                                       std::size_t parameters) {
  const Json& list = saved_value(optimizer, "starts");
  if (!list.is_array() || (!list.empty() && list.size() != parameters))
    refuse_saved(fmt::format("\"starts\" is no list of {} numbers", parameters));
  std::vector<std::int64_t> starts;
  for (const Json& start : list)
    starts.push_back(saved_whole(Json{{"starts", start}}, "starts", 0, last));
  return starts;
}

void require_same(bool same, const std::string& what) {
  if (!same)
    throw Error(fmt::format("The saved state is of a network with other {}", what),
                "Load it with the recipe that it was saved with");
}

}  // namespace

Trainer::State Trainer::save() const {
  State state;
  for (const NamedTensor& named : tensors_) state.tensors.emplace_back(named.name, *named.tensor);
  const std::vector<std::string> names = parameter_names(parameters_, tensors_);
  const auto& moments = optimizer_->moments();
  for (std::size_t m = 0; m < moments.size(); ++m)
    for (std::size_t p = 0; p < moments[m].size(); ++p)
      state.tensors.emplace_back(moment_name(m, names[p]), moments[m][p]);
  save_copies(kGood, tensors_, good_.copies(), state);
  save_copies(kBest, tensors_, early_stopping_.copies(), state);
  save_copies(kAverage, tensors_, average_.values(), state);

  Json meta = meta_from(step_, redraws_, batcher_.state());
  meta["optimizer"] = {{"steps", optimizer_->steps_taken()}, {"starts", optimizer_->starts()}};
  meta["schedule"] = to_json(schedule_state_);
  meta["early_stopping"] = to_json(early_stopping_);
  meta["averaged"] = average_.count();
  meta["good"] = to_json(good_);
  meta["recipe"] = recipe_to_json(recipe_);
  state.meta = meta.dump();
  return state;
}

void Trainer::load(const State& state) {
  const Json meta = parse_meta(state.meta);
  load_recipe(recipe_from_json(saved_value(meta, "recipe")));
  load_tensors(state);
  step_ = saved_whole(meta, "step");
  redraws_ = static_cast<std::uint32_t>(saved_whole(meta, "redraws", 0, UINT32_MAX));
  const Json& order = saved_value(meta, "batcher");
  batcher_.restore({.epoch = saved_whole(order, "epoch", 0, step_),
                    .position = saved_whole(order, "position", 0, data_.train.count - 1)});
  const Json& optimizer = saved_value(meta, "optimizer");
  optimizer_->set_steps_taken(saved_whole(optimizer, "steps", 0, step_));
  optimizer_->starts() = saved_starts(optimizer, step_, parameters_.size());
  schedule_state_ = schedule_state(saved_value(meta, "schedule"));
  const Json& stopping = saved_value(meta, "early_stopping");
  early_stopping_.load(early_stopping_.copies(), kept_weights(stopping),
                       saved_whole(stopping, "waited"));
  average_.load(average_.values(), saved_whole(meta, "averaged"));
  const Json& good = saved_value(meta, "good");
  good_.load(good_.copies(), saved_whole(good, "step", 0, step_), loss_record(good, step_));
}

Recipe saved_recipe(const Trainer::State& state) {
  const Json meta = parse_meta(state.meta);
  return recipe_from_json(saved_value(meta, "recipe"));
}

std::int64_t saved_step(const Trainer::State& state) {
  return saved_whole(parse_meta(state.meta), "step");
}

void Trainer::load_tensors(const State& state) {
  SavedTensors saved(state.tensors);
  for (const NamedTensor& named : tensors_)
    *named.tensor = saved.take(named.name, named.tensor->shape());

  const std::vector<std::string> names = parameter_names(parameters_, tensors_);
  auto& moments = optimizer_->moments();
  moments.clear();
  for (std::size_t m = 0; !names.empty() && saved.has(moment_name(m, names.front())); ++m) {
    std::vector<Tensor>& moment = moments.emplace_back();
    for (std::size_t p = 0; p < names.size(); ++p)
      moment.push_back(saved.take(moment_name(m, names[p]), parameters_[p]->value.shape()));
  }

  good_.load(saved.take_copies(kGood, tensors_), 0, {});
  early_stopping_.load(saved.take_copies(kBest, tensors_), std::nullopt, 0);
  average_.load(saved.take_copies(kAverage, tensors_), 0);
  saved.check_all_taken();
}

void Trainer::load_recipe(const Recipe& recipe) {
  const std::vector<LayerSpec>& layers = recipe.model.layers;
  require_same(recipe.model.input == recipe_.model.input, "input shape");
  require_same(layers.size() == network_.layer_count(), "layers");
  network_.set_init(recipe.model.init);
  for (std::size_t i = 0; i < layers.size(); ++i) {
    require_same(layers[i].type == network_.layer(i).spec().type, "layer types");
    for (const auto& [key, value] : layers[i].options.values())
      if (network_.layer(i).spec().options.value(key) != value)
        network_.set_layer_option(i, key, value);
    // Draws weights too, which the saved ones replace.
    if (layers[i].init) network_.initialize_layer(i, *layers[i].init, recipe.seed, 0);
  }

  optimizer_ = optimizer_type(recipe.optimizer.kind).make(recipe.optimizer.options);
  if (recipe.data.preprocess != recipe_.data.preprocess)
    preprocessor_ = preprocessing(recipe.data.preprocess).fit(data_.train);
  batcher_ = Batcher(data_.train, recipe.shuffle, recipe.seed);
  batcher_.set_preprocessor(preprocessor_);
  batcher_.set_augmentation(recipe.data.augment);
  batcher_.set_ahead(network_.kernels().pool().threads() > 1);
  DataSourceSpec source = std::move(recipe_.data.source);  // its files may have been moved
  recipe_ = recipe;
  recipe_.data.source = std::move(source);
  recipe_.model = network_.spec();
}

}  // namespace netdyno
