// SPDX-License-Identifier: MIT
#include "engine/recipe/recipe_schema.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "engine/data/preprocess.h"
#include "engine/nn/initializer.h"
#include "engine/nn/layer_registry.h"
#include "engine/nn/loss.h"
#include "engine/recipe/recipe_fields.h"
#include "engine/recipe/recipe_path.h"

namespace netdyno {

namespace {

std::string words_of(std::string key) {
  std::ranges::replace(key, '_', ' ');
  return key;
}

SchemaKey key_of(const OptionField& field) {
  SchemaKey key{.key = field.key,
                .doc = field.doc,
                .expectation = field.expectation(),
                .preset = {},
                .is_required = field.is_required,
                .is_text = field.kind == OptionKind::Text,
                .effect = field.is_live ? KnobEffect::Now : KnobEffect::FromStart,
                .name = field.name.empty() ? words_of(field.key) : field.name,
                .symbol = field.symbol,
                .unit = field.unit};
  if (!field.is_required)
    key.preset = std::visit([](const auto& held) { return Json(held).dump(); }, field.preset_value);
  return key;
}

std::vector<SchemaKey> keys_of(std::span<const OptionField> fields) {
  std::vector<SchemaKey> keys;
  for (const OptionField& field : fields) keys.push_back(key_of(field));
  return keys;
}

// Rows of any registry: a name and a doc, options where they have some.
template <typename Row>
std::vector<SchemaRow> rows_of(std::span<const Row> table) {
  std::vector<SchemaRow> rows;
  for (const Row& entry : table) {
    SchemaRow row{entry.name, entry.doc, {}};
    if constexpr (requires { entry.fields; }) row.keys = keys_of(entry.fields);
    rows.push_back(std::move(row));
  }
  return rows;
}

SchemaKey part(std::string key, std::string doc, std::string expectation, std::string preset) {
  std::string name = words_of(key);
  return {.key = std::move(key),
          .doc = std::move(doc),
          .expectation = std::move(expectation),
          .preset = std::move(preset),
          .name = std::move(name),
          .symbol = {},
          .unit = {}};
}

SchemaKey taking_effect(KnobEffect effect, SchemaKey key) {
  key.effect = effect;
  return key;
}

SchemaKey live(SchemaKey key) {
  return taking_effect(KnobEffect::Now, std::move(key));
}

SchemaKey called(std::string name, SchemaKey key) {
  key.name = std::move(name);
  return key;
}

SchemaKey written(std::string symbol, SchemaKey key) {
  key.symbol = std::move(symbol);
  return key;
}

std::vector<SchemaRow> all_taking_effect(KnobEffect effect, std::vector<SchemaRow> rows) {
  for (SchemaRow& row : rows)
    for (SchemaKey& key : row.keys) key.effect = effect;
  return rows;
}

SchemaKey required(SchemaKey key) {
  key.is_required = true;
  return key;
}

SchemaKey text_part(std::string key, std::string doc, std::string expectation, std::string preset) {
  SchemaKey made = part(std::move(key), std::move(doc), std::move(expectation), std::move(preset));
  made.is_text = true;
  return made;
}

SchemaSection top_section() {
  SchemaSection section{"", "A recipe: what a run is, as one JSON object", {}, "loss", {}};
  section.keys = {
      required(part("data", "the examples", "an object", "")),
      required(part("model", "the network", "an object", "")),
      live(part("optimizer", "how weights move", "an object", "{}")),
      live(part("schedule", "how the learning rate changes", "an object", "{}")),
      live(written("λ", part("penalty", "what large weights cost", "an object", "{}"))),
      live(part("early_stopping", "when to end before the last epoch", "an object", "{}")),
      live(called("averaging of weights",
                  part("averaging", "what validation measures", "an object", "{}"))),
      live(text_part("loss", "what is minimized", "one of those below", "\"softmax\""))};
  for (SchemaKey& key : keys_of(run_fields())) section.keys.push_back(std::move(key));
  section.keys.push_back(part("seed", "of everything that is drawn at random",
                              "a whole number in [0, 2^64)", std::to_string(Recipe{}.seed)));
  section.rows = rows_of(loss_functions());
  return section;
}

SchemaSection data_section() {
  SchemaSection section{"data", "Where examples come from", {}, "source", {}};
  section.keys = {
      required(text_part("source", "the reader or generator", "one of those below", ""))};
  for (SchemaKey& key : keys_of(split_fields())) section.keys.push_back(std::move(key));
  section.keys.push_back(live(called(
      "preprocessing", text_part("preprocess", "see data.preprocess", "a text", "\"none\""))));
  section.keys.push_back(live(
      called("augmentation", part("augment", "see data.augment[]", "a list of objects", "[]"))));
  section.rows = rows_of(data_sources());
  return section;
}

SchemaSection model_section() {
  return {
      "model",
      "The network, as torch.nn.Sequential",
      {required(
           part("input", "shape of an example", "[channels, height, width] or [features]", "")),
       taking_effect(KnobEffect::RedrawsWeights,
                     part("init", "how all weights are drawn, see model.init", "an object", "{}")),
       required(part("layers", "see model.layers[]", "a list of objects", ""))},
      "",
      {}};
}

SchemaSection init_section() {
  return {"model.init",
          "How weights are drawn; a layer may have its own \"init\"",
          {taking_effect(KnobEffect::RedrawsWeights,
                         text_part("scheme", "the distribution", "one of those below",
                                   Json(InitSpec{}.scheme).dump()))},
          "scheme",
          all_taking_effect(KnobEffect::RedrawsWeights, rows_of(init_schemes()))};
}

SchemaSection layers_section() {
  SchemaSection section{
      "model.layers[]",
      "One layer; each takes what the one before gives",
      {required(text_part("type", "what the layer computes", "one of those below", "")),
       taking_effect(KnobEffect::RedrawsWeights,
                     part("init", "of this layer alone, as model.init", "an object", ""))},
      "type",
      rows_of(layer_types())};
  for (std::size_t i = 0; i < section.rows.size(); ++i)
    if (layer_types()[i].has_inner_layers)
      section.rows[i].keys.push_back(required(
          part("layers", "what it consists of, as model.layers[]", "a list of objects", "")));
  return section;
}

SchemaSection optimizer_section() {
  SchemaSection section{"optimizer", "How weights follow their gradients", {}, "kind", {}};
  section.keys = {live(text_part("kind", "the update rule", "one of those below",
                                 Json(OptimizerSpec{}.kind).dump()))};
  for (SchemaKey& key : keys_of(learning_rate_fields())) section.keys.push_back(std::move(key));
  section.rows = all_taking_effect(KnobEffect::Now, rows_of(optimizer_types()));
  return section;
}

SchemaSection schedule_section() {
  return {"schedule",
          "A factor of the learning rate as a function of the epoch t",
          {live(text_part("kind", "the function", "one of those below",
                          Json(ScheduleSpec{}.kind).dump()))},
          "kind",
          all_taking_effect(KnobEffect::Now, rows_of(schedules()))};
}

Json keys_json(const std::vector<SchemaKey>& keys) {
  Json list = Json::array();
  for (const SchemaKey& key : keys) {
    Json json = {{"key", key.key}, {"doc", key.doc}, {"expected", key.expectation}};
    json["default"] = key.preset.empty() ? Json() : Json::parse(key.preset);
    json["required"] = key.is_required;
    json["live"] = key.effect == KnobEffect::Now;
    json["effect"] = effect_name(key.effect);
    list.push_back(std::move(json));
  }
  return list;
}

}  // namespace

std::string effect_name(KnobEffect effect) {
  switch (effect) {
    case KnobEffect::Now:
      return "now";
    case KnobEffect::RedrawsWeights:
      return "redraws weights";
    default:
      return "from step 0";
  }
}

bool wants_text(std::string_view path) {
  const PathEnd place = path_end(schema_place(path));
  const auto is_text = [&](const std::vector<SchemaKey>& keys) {
    return std::ranges::any_of(keys,
                               [&](const auto& k) { return k.is_text && k.key == place.key; });
  };
  for (const SchemaSection& section : recipe_schema())
    if (section.path == place.parent)
      return is_text(section.keys) || std::ranges::any_of(section.rows, is_text, &SchemaRow::keys);
  return false;
}

std::vector<SchemaSection> recipe_schema() {
  return {top_section(),
          data_section(),
          {"data.preprocess",
           "x ← f(x), fitted to the training examples",
           {},
           "preprocess",
           rows_of(preprocessings())},
          {"data.augment[]",
           "Random changes of training images, one after the other",
           {required(live(text_part("type", "the change", "one of those below", "")))},
           "type",
           all_taking_effect(KnobEffect::Now, rows_of(augmentations()))},
          model_section(),
          init_section(),
          layers_section(),
          optimizer_section(),
          schedule_section(),
          {"penalty", "What large weights cost; no biases", keys_of(penalty_fields()), "", {}},
          {"early_stopping",
           "When a run ends before its last epoch; it then goes back to its best weights",
           keys_of(early_stopping_fields()),
           "",
           {}},
          {"averaging",
           "The average of the weights over the steps, which validation then measures",
           keys_of(averaging_fields()),
           "",
           {}}};
}

Json schema_json(const std::vector<SchemaSection>& sections) {
  Json list = Json::array();
  for (const SchemaSection& section : sections) {
    Json choices = Json::array();
    for (const SchemaRow& row : section.rows)
      choices.push_back({{"name", row.name}, {"doc", row.doc}, {"keys", keys_json(row.keys)}});
    list.push_back({{"path", section.path},
                    {"doc", section.doc},
                    {"keys", keys_json(section.keys)},
                    {"selector", section.selector},
                    {"choices", std::move(choices)}});
  }
  return {{"sections", std::move(list)}};
}

}  // namespace netdyno
