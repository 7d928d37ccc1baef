// SPDX-License-Identifier: MIT
#include <nlohmann/json.hpp>

#include "engine/nn/initializer.h"
#include "engine/nn/layer_registry.h"
#include "engine/recipe/recipe.h"
#include "engine/recipe/recipe_parts.h"

namespace netdyno {

namespace {

// In the order of the registry's table, with defaults for what the recipe leaves open.
void write_options(Json& json, const Options& options, std::span<const OptionField> fields) {
  for (const OptionField& field : fields) {
    if (!options.has(field.key) && field.is_required) continue;
    const OptionValue& value =
        options.has(field.key) ? options.value(field.key) : field.preset_value;
    std::visit([&](const auto& held) { json[field.key] = held; }, value);
  }
}

Json to_json(const std::vector<LayerSpec>& layers);

Json to_json(const LayerSpec& layer) {
  const LayerType& type = layer_type(layer.type);
  Json json = {{"type", layer.type}};
  write_options(json, layer.options, type.fields);
  if (layer.init) json["init"] = part_json(*layer.init);
  if (type.has_inner_layers) json["layers"] = to_json(layer.layers);
  return json;
}

Json to_json(const std::vector<LayerSpec>& layers) {
  Json list = Json::array();
  for (const LayerSpec& layer : layers) list.push_back(to_json(layer));
  return list;
}

Json to_json(const NetworkSpec& model) {
  Json input = Json::array();
  for (const Index extent : model.input.extents()) input.push_back(extent);
  return {{"input", input}, {"init", part_json(model.init)}, {"layers", to_json(model.layers)}};
}

Json to_json(const DataSpec& data) {
  Json json = {{"source", data.source.source}};
  write_options(json, data.source.options, data_source(data.source.source).fields);
  json["train"] = data.train;
  json["validation"] = data.validation;
  json["preprocess"] = data.preprocess;
  json["augment"] = part_json(data.augment);
  return json;
}

}  // namespace

Json part_json(const InitSpec& init) {
  Json json = {{"scheme", init.scheme}};
  write_options(json, init.options, init_scheme(init.scheme).fields);
  return json;
}

Json part_json(const std::vector<AugmentSpec>& steps) {
  Json list = Json::array();
  for (const AugmentSpec& step : steps) {
    Json entry = {{"type", step.type}};
    write_options(entry, step.options, augmentation(step.type).fields);
    list.push_back(std::move(entry));
  }
  return list;
}

Json part_json(const OptimizerSpec& optimizer) {
  Json json = {{"kind", optimizer.kind}, {"learning_rate", optimizer.learning_rate}};
  write_options(json, optimizer.options, optimizer_type(optimizer.kind).fields);
  return json;
}

Json part_json(const ScheduleSpec& spec) {
  Json json = {{"kind", spec.kind}};
  write_options(json, spec.options, schedule(spec.kind).fields);
  return json;
}

Json part_json(const Penalty& penalty) {
  return {{"l2", penalty.l2}, {"l1", penalty.l1}};
}

// Their numbers as they are; whoever reads them checks them.
Json part_json(const EarlyStoppingSpec& spec) {
  return {{"patience", spec.patience}, {"metric", spec.metric}, {"min_delta", spec.min_delta}};
}

Json part_json(const AveragingSpec& spec) {
  return {{"kind", spec.kind}, {"decay", spec.decay}, {"start", spec.start}};
}

Json recipe_to_json(const Recipe& recipe) {
  return {{"data", to_json(recipe.data)},
          {"model", to_json(recipe.model)},
          {"loss", recipe.loss},
          {"optimizer", part_json(recipe.optimizer)},
          {"schedule", part_json(recipe.schedule)},
          {"penalty", part_json(recipe.penalty)},
          {"early_stopping", part_json(recipe.early_stopping)},
          {"averaging", part_json(recipe.averaging)},
          {"batch_size", recipe.batch_size},
          {"epochs", recipe.epochs},
          {"shuffle", recipe.shuffle},
          {"seed", recipe.seed}};
}

}  // namespace netdyno
