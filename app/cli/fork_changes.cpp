// SPDX-License-Identifier: MIT
#include "app/cli/fork_changes.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>

#include "engine/core/error.h"
#include "engine/nn/layer_registry.h"

namespace netdyno::app {

namespace {

// A place of the recipe that one command sets as a whole.
struct KnobPlace {
  std::string_view path;
  Command (*command)(const Recipe& after);
};

constexpr std::array<KnobPlace, 11> kPlaces = {{
    {"optimizer.learning_rate",
     [](const Recipe& r) -> Command { return SetLearningRate{r.optimizer.learning_rate}; }},
    {"optimizer.kind", [](const Recipe& r) -> Command { return SetOptimizer{r.optimizer}; }},
    {"schedule", [](const Recipe& r) -> Command { return SetSchedule{r.schedule}; }},
    {"loss", [](const Recipe& r) -> Command { return SetLoss{r.loss}; }},
    {"penalty", [](const Recipe& r) -> Command { return SetPenalty{r.penalty}; }},
    {"early_stopping",
     [](const Recipe& r) -> Command { return SetEarlyStopping{r.early_stopping}; }},
    {"averaging", [](const Recipe& r) -> Command { return SetAveraging{r.averaging}; }},
    {"batch_size", [](const Recipe& r) -> Command { return SetBatchSize{r.batch_size}; }},
    {"data.preprocess",
     [](const Recipe& r) -> Command { return SetPreprocess{r.data.preprocess}; }},
    {"data.augment", [](const Recipe& r) -> Command { return SetAugmentation{r.data.augment}; }},
    {"model.init",
     [](const Recipe& r) -> Command {
       return Reinitialize{r.model.init, {}};
     }},
}};

bool is_within(std::string_view path, std::string_view place) {
  return path == place || (path.starts_with(place) && path.size() > place.size() &&
                           (path[place.size()] == '.' || path[place.size()] == '['));
}

struct LayerPlace {
  std::size_t layer = 0;
  std::string_view key;  // "rate"
};

// Of "model.layers[9].rate", not of a layer within a layer.
std::optional<LayerPlace> layer_place(std::string_view path) {
  constexpr std::string_view kLayers = "model.layers[";
  if (!path.starts_with(kLayers)) return std::nullopt;
  LayerPlace place;
  const char* const end = path.data() + path.size();
  const auto read = std::from_chars(path.data() + kLayers.size(), end, place.layer);
  const std::string_view rest(read.ptr, static_cast<std::size_t>(end - read.ptr));
  if (read.ec != std::errc() || !rest.starts_with("].")) return std::nullopt;
  place.key = rest.substr(2);
  return place;
}

constexpr std::string_view kOptimizer = "optimizer.";

// Paths of one name are set by one command.
std::string knob_name(std::string_view path) {
  for (const KnobPlace& place : kPlaces)
    if (is_within(path, place.path)) return std::string(place.path);
  if (const auto layer = layer_place(path); layer && is_within(layer->key, "init"))
    return fmt::format("model.layers[{}].init", layer->layer);
  return std::string(path);
}

[[noreturn]] void refuse_late(const std::string& path) {
  if (path == "epochs")
    throw RecipeError(path, "is the end of the training", "Name it by --epochs");
  throw RecipeError(path, "takes effect from step 0: it makes another run",
                    "Fork with --at 0, or train it anew");
}

bool is_live(const LayerSpec& layer, std::string_view key) {
  const std::span<const OptionField> fields = layer_type(layer.type).fields;
  const auto field = std::ranges::find(fields, key, &OptionField::key);
  return field != fields.end() && field->is_live;
}

Command knob_of(const std::string& path, const Recipe& after) {
  for (const KnobPlace& place : kPlaces)
    if (is_within(path, place.path)) return place.command(after);
  if (path.starts_with(kOptimizer)) {
    const std::string key = path.substr(kOptimizer.size());
    return SetOptimizerOption{key, after.optimizer.options.value(key)};
  }
  if (const auto place = layer_place(path); place && place->layer < after.model.layers.size()) {
    const LayerSpec& layer = after.model.layers[place->layer];
    if (is_within(place->key, "init") && layer.init) return Reinitialize{*layer.init, place->layer};
    const std::string key(place->key);
    if (is_live(layer, key)) return SetLayerOption{place->layer, key, layer.options.value(key)};
  }
  refuse_late(path);
}

struct NameOf {
  std::string operator()(const SetLearningRate&) const { return "optimizer.learning_rate"; }
  std::string operator()(const SetOptimizer&) const { return "optimizer.kind"; }
  std::string operator()(const SetOptimizerOption& c) const {
    return std::string(kOptimizer) + c.key;
  }
  std::string operator()(const SetSchedule&) const { return "schedule"; }
  std::string operator()(const SetLoss&) const { return "loss"; }
  std::string operator()(const SetPenalty&) const { return "penalty"; }
  std::string operator()(const SetEarlyStopping&) const { return "early_stopping"; }
  std::string operator()(const SetAveraging&) const { return "averaging"; }
  std::string operator()(const SetBatchSize&) const { return "batch_size"; }
  std::string operator()(const SetPreprocess&) const { return "data.preprocess"; }
  std::string operator()(const SetAugmentation&) const { return "data.augment"; }
  std::string operator()(const SetLayerOption& c) const {
    return fmt::format("model.layers[{}].{}", c.layer, c.key);
  }
  std::string operator()(const Reinitialize& c) const {
    return c.layer ? fmt::format("model.layers[{}].init", *c.layer) : std::string("model.init");
  }
  template <typename Other>
  std::string operator()(const Other&) const {
    return {};
  }
};

std::string path_of(const std::string& assignment) {
  return assignment.substr(0, assignment.find('='));
}

}  // namespace

std::vector<Command> knobs_for(const Recipe& recipe, std::span<const std::string> assignments) {
  std::vector<Command> knobs;
  Json document = recipe_to_json(recipe);
  for (const std::string& assignment : assignments) {
    apply_override(document, assignment);
    const Recipe after = recipe_from_json(document);
    knobs.push_back(knob_of(path_of(assignment), after));
    document = recipe_to_json(after);
  }
  return knobs;
}

bool is_overruled(const Command& knob, std::span<const std::string> assignments) {
  const std::string name = std::visit(NameOf{}, knob);
  return std::ranges::any_of(assignments, [&](const std::string& assignment) {
    return !name.empty() && knob_name(path_of(assignment)) == name;
  });
}

}  // namespace netdyno::app
