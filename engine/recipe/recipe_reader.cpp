// SPDX-License-Identifier: MIT
#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "engine/data/preprocess.h"
#include "engine/nn/initializer.h"
#include "engine/nn/layer_registry.h"
#include "engine/nn/loss.h"
#include "engine/recipe/recipe.h"
#include "engine/recipe/recipe_document.h"
#include "engine/recipe/recipe_fields.h"
#include "engine/recipe/recipe_geometry.h"
#include "engine/recipe/recipe_object.h"

namespace netdyno {

namespace {

constexpr double kMostPixels = 1 << 20;  // of one extent

const Json& require_list(const RecipeObject& object, const std::string& key,
                         const std::string& expectation) {
  const Json& value = object.require(key, expectation);
  if (value.is_array()) return value;
  throw RecipeError(object.path_of(key),
                    fmt::format("expected {}, found {}", expectation, describe_json(value)));
}

InitSpec read_init(const Json& json, const std::string& path) {
  const RecipeObject object(json, path);
  InitSpec init{.scheme = object.text_or("scheme", InitSpec{}.scheme), .options = {}};
  const InitScheme& scheme = within(
      path, [&]() -> const auto& { return init_scheme(init.scheme); });
  object.refuse_others({"scheme"}, scheme.fields);
  init.options = object.read(scheme.fields);
  return init;
}

std::vector<LayerSpec> read_layers(const RecipeObject& object);

LayerSpec read_layer(const Json& json, const std::string& path) {
  const RecipeObject object(json, path);
  LayerSpec layer{.type = object.require_text("type", "a layer's type, such as \"dense\""),
                  .options = {},
                  .init = {},
                  .layers = {}};
  const LayerType& type = within(
      path, [&]() -> const auto& { return layer_type(layer.type); });
  std::vector<std::string> keys = {"type", "init"};
  if (type.has_inner_layers) keys.push_back("layers");
  object.refuse_others(keys, type.fields);
  layer.options = object.read(type.fields);
  if (const Json* init = object.find("init")) layer.init = read_init(*init, object.path_of("init"));
  if (type.has_inner_layers) layer.layers = read_layers(object);
  return layer;
}

std::vector<LayerSpec> read_layers(const RecipeObject& object) {
  const Json& list = require_list(object, "layers", "a list of layers");
  std::vector<LayerSpec> layers;
  for (std::size_t i = 0; i < list.size(); ++i)
    layers.push_back(read_layer(list[i], fmt::format("{}[{}]", object.path_of("layers"), i)));
  return layers;
}

Shape read_input(const RecipeObject& object) {
  const std::string expectation = "a list of 1 or 3 whole numbers >= 1, as in [1, 28, 28]";
  const Json& list = require_list(object, "input", expectation);
  if (list.size() != 1 && list.size() != 3)
    throw RecipeError(object.path_of("input"),
                      fmt::format("expected {}, found {} entries", expectation, list.size()));
  const std::vector<OptionField> extent = {
      integer("input", "extent").at_least(1).at_most(kMostPixels)};
  std::vector<Index> extents;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const Json entry = {{"input", list[i]}};
    const std::string path = fmt::format("{}[{}]", object.path_of("input"), i);
    try {
      extents.push_back(RecipeObject(entry, "").read(extent).integer("input"));
    } catch (const RecipeError& error) {
      throw RecipeError(path, error.problem(), error.hint());
    }
  }
  return Shape(extents);
}

NetworkSpec read_model(const Json& json) {
  const RecipeObject object(json, "model");
  object.refuse_others({"input", "init", "layers"});
  NetworkSpec model;
  model.input = read_input(object);
  const Json* init = object.find("init");
  model.init = read_init(init ? *init : Json::object(), object.path_of("init"));
  model.layers = read_layers(object);
  if (model.layers.empty())
    throw RecipeError("model.layers", "expected at least one layer, found an empty list");
  return model;
}

std::vector<AugmentSpec> read_augment(const RecipeObject& object) {
  std::vector<AugmentSpec> steps;
  if (!object.find("augment")) return steps;
  const Json& list = require_list(object, "augment", "a list of augmentations");
  for (std::size_t i = 0; i < list.size(); ++i) {
    const std::string path = fmt::format("{}[{}]", object.path_of("augment"), i);
    const RecipeObject entry(list[i], path);
    const std::string type = entry.require_text("type", "an augmentation, such as \"flip\"");
    const Augmentation& row = within(
        path, [&]() -> const auto& { return augmentation(type); });
    entry.refuse_others({"type"}, row.fields);
    steps.push_back({type, entry.read(row.fields)});
  }
  return steps;
}

DataSpec read_data(const Json& json) {
  const RecipeObject object(json, "data");
  DataSpec data;
  data.source.source = object.require_text("source", "a data source, such as \"fashion-mnist\"");
  const DataSource& source = within(
      "data", [&]() -> const auto& { return data_source(data.source.source); });
  std::vector<std::string> keys = {"source", "train", "validation", "preprocess", "augment"};
  object.refuse_others(keys, source.fields);
  data.source.options = object.read(source.fields);
  const Options numbers = object.read(split_fields());
  data.train = numbers.integer("train");
  data.validation = numbers.integer("validation");
  data.preprocess = object.text_or("preprocess", data.preprocess);
  within(
      "data", [&]() -> const auto& { return preprocessing(data.preprocess); });
  data.augment = read_augment(object);
  return data;
}

OptimizerSpec read_optimizer(const Json& json) {
  const RecipeObject object(json, "optimizer");
  OptimizerSpec optimizer;
  optimizer.kind = object.text_or("kind", optimizer.kind);
  const OptimizerType& type = within(
      "optimizer", [&]() -> const auto& { return optimizer_type(optimizer.kind); });
  object.refuse_others({"kind", "learning_rate"}, type.fields);
  optimizer.learning_rate = object.read(learning_rate_fields()).real("learning_rate");
  optimizer.options = object.read(type.fields);
  return optimizer;
}

ScheduleSpec read_schedule(const Json& json) {
  const RecipeObject object(json, "schedule");
  ScheduleSpec spec;
  spec.kind = object.text_or("kind", spec.kind);
  const Schedule& row = within(
      "schedule", [&]() -> const auto& { return schedule(spec.kind); });
  object.refuse_others({"kind"}, row.fields);
  spec.options = object.read(row.fields);
  return spec;
}

// An object with these keys and no others.
Options read_part(const Json& json, const std::string& path, std::span<const OptionField> fields) {
  const RecipeObject object(json, path);
  object.refuse_others({}, fields);
  return object.read(fields);
}

Penalty read_penalty(const Json& json) {
  const Options options = read_part(json, "penalty", penalty_fields());
  return {.l2 = options.real("l2"), .l1 = options.real("l1")};
}

// Apart from the other numbers, for it takes all 64 bits.
std::uint64_t read_seed(const RecipeObject& object) {
  const Json* seed = object.find("seed");
  if (!seed) return Recipe{}.seed;
  if (seed->is_number_unsigned()) return seed->get<std::uint64_t>();
  if (seed->is_number_integer() && seed->get<std::int64_t>() >= 0)
    return static_cast<std::uint64_t>(seed->get<std::int64_t>());
  throw RecipeError(
      object.path_of("seed"),
      fmt::format("expected a whole number in [0, 2^64), found {}", describe_json(*seed)));
}

void check_augmentation(const Recipe& recipe) {
  if (!recipe.data.augment.empty() && !recipe.model.input.is_image())
    throw RecipeError("data.augment[0].type",
                      fmt::format("\"{}\" changes images, but model.input is {}",
                                  recipe.data.augment[0].type, recipe.model.input.text()),
                      "Leave data.augment out, or give the input as [C, H, W]");
}

}  // namespace

Recipe recipe_from_json(const Json& document) {
  const Recipe preset;
  const RecipeObject object(document, "");
  object.refuse_others({"data", "model", "loss", "optimizer", "schedule", "penalty",
                        "early_stopping", "averaging", "seed"},
                       run_fields());
  const auto part = [&](const char* key) {
    const Json* found = object.find(key);
    return found ? *found : Json::object();
  };
  Recipe recipe;
  recipe.data = read_data(object.require("data", "an object with the data's source"));
  recipe.model = read_model(object.require("model", "an object with input and layers"));
  recipe.loss = object.text_or("loss", preset.loss);
  loss_function(recipe.loss);
  recipe.optimizer = read_optimizer(part("optimizer"));
  recipe.schedule = read_schedule(part("schedule"));
  recipe.penalty = read_penalty(part("penalty"));
  recipe.early_stopping = early_stopping_spec(
      read_part(part("early_stopping"), "early_stopping", early_stopping_fields()));
  recipe.averaging = averaging_spec(read_part(part("averaging"), "averaging", averaging_fields()));
  const Options options = object.read(run_fields());
  recipe.batch_size = options.integer("batch_size");
  recipe.epochs = options.integer("epochs");
  recipe.shuffle = options.boolean("shuffle");
  recipe.seed = read_seed(object);
  check_augmentation(recipe);
  within("model", [&] { check_geometry(recipe.model, recipe.batch_size); });
  return recipe;
}

}  // namespace netdyno
