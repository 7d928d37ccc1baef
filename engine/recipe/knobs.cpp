// SPDX-License-Identifier: MIT
#include "engine/recipe/knobs.h"

#include <fmt/core.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "engine/core/error.h"
#include "engine/recipe/recipe_path.h"

namespace netdyno {

namespace {

std::string joined(const std::string& parent, const std::string& key) {
  return parent.empty() ? key : parent + "." + key;
}

std::vector<Knob> make_knobs() {
  std::vector<Knob> rows;
  for (const SchemaSection& section : recipe_schema()) {
    for (const SchemaKey& key : section.keys)
      rows.push_back(
          {joined(section.path, key.key), "", section.selector, key, key.key == section.selector});
    for (const SchemaRow& choice : section.rows)
      for (const SchemaKey& key : choice.keys)
        rows.push_back({joined(section.path, key.key), choice.name, section.selector, key, false});
  }
  return rows;
}

// "model.layers[3]" → "model.layers": an entry is set with its list.
std::string_view without_last_index(std::string_view path) {
  while (!path.empty() && path.back() == ']') path = path.substr(0, path.rfind('['));
  return path;
}

bool is_in_inner_layer(std::string_view path) {
  const std::size_t first = path.find("layers[");
  return first != path.npos && path.find("layers[", first + 1) != path.npos;
}

[[noreturn]] void fail_unknown(std::string_view path) {
  std::vector<std::string> known;
  for (const Knob& row : knobs()) known.push_back(row.path);
  const std::string near = nearest_word(schema_place(path), known);
  throw RecipeError(std::string(path), "no setting of a recipe",
                    near.empty() ? "Expected a form like optimizer.learning_rate"
                                 : fmt::format("Did you mean {}?", near));
}

// What the object at `parent` is, "dropout".
std::string choice_at(const Json& document, const std::string& parent,
                      const std::string& selector) {
  const Json* object = parent.empty() ? &document : find_in(document, parent);
  const Json* chosen = object && !selector.empty() ? find_in(*object, selector) : nullptr;
  return chosen && chosen->is_string() ? chosen->get<std::string>() : std::string();
}

std::string label_of(const SchemaKey& key) {
  return key.symbol.empty() ? key.name : key.name + " " + key.symbol;
}

}  // namespace

std::span<const Knob> knobs() {
  static const std::vector<Knob> rows = make_knobs();
  return rows;
}

const Knob* find_knob(std::string_view pattern, std::string_view choice) {
  const auto found = std::ranges::find_if(knobs(), [&](const Knob& row) {
    return row.path == pattern && (choice.empty() || row.choice.empty() || row.choice == choice);
  });
  return found == knobs().end() ? nullptr : &*found;
}

const Knob& knob_at(const Recipe& recipe, std::string_view path) {
  const std::string_view place = without_last_index(path);
  const std::string pattern = schema_place(place);
  const Knob* some = find_knob(pattern);
  if (!some) {
    with_value(recipe, path, {});  // says best what is wrong with the key
    fail_unknown(path);
  }
  if (some->choice.empty()) return *some;
  const Knob* row =
      find_knob(pattern, choice_at(recipe_to_json(recipe), path_end(place).parent, some->selector));
  return row ? *row : *some;
}

KnobEffect effect_at(const Recipe& recipe, std::string_view path) {
  if (is_in_inner_layer(path)) return KnobEffect::FromStart;
  return knob_at(recipe, path).key.effect;
}

std::string knob_label(const Recipe& recipe, std::string_view path) {
  const Knob& row = knob_at(recipe, path);
  const std::string place = schema_place(without_last_index(path));
  const std::string section = path_end(place).parent;
  const auto layer = layer_of(path);
  if (row.key.effect == KnobEffect::RedrawsWeights)
    return layer ? fmt::format("weights of layer {} drawn anew", *layer) : "weights drawn anew";
  if (layer) {
    std::string type = row.choice;
    std::ranges::replace(type, '_', ' ');
    const bool names_type = row.key.name.starts_with(type);
    return fmt::format("{}{} of layer {}", names_type ? "" : type + " ", row.key.name, *layer);
  }
  if (section.starts_with("data.augment")) return find_knob("data.augment")->key.name;
  // A choice is told by what it makes, and what is said everywhere by itself.
  const Knob* whole = section.empty() ? nullptr : find_knob(section);
  if (!whole || section == "optimizer" || section == "penalty")
    return row.is_selector && whole ? whole->key.name : label_of(row.key);
  if (row.is_selector && section != "data") return whole->key.name;
  if (section == "data" && row.choice.empty()) return label_of(row.key);
  return whole->key.name + " " + label_of(row.key);
}

std::optional<KnobValue> value_at(const Recipe& recipe, std::string_view path) {
  const Json document = recipe_to_json(recipe);
  const Json* value = find_in(document, path);
  return value ? std::optional(KnobValue::of(*value)) : std::nullopt;
}

Recipe with_value(const Recipe& recipe, std::string_view path, const KnobValue& value) {
  Json document = recipe_to_json(recipe);
  Json& place = place_in(document, path);
  const PathEnd end = path_end(path);
  const Knob* selector = find_knob(schema_place(path));
  if (selector && selector->is_selector && place != value.json()) {
    const std::string before = choice_at(document, end.parent, end.key);
    Json& object = end.parent.empty() ? document : place_in(document, end.parent);
    for (const Knob& row : knobs()) {
      const PathEnd of_row = path_end(row.path);
      if (row.choice == before && of_row.parent == schema_place(end.parent))
        object.erase(of_row.key);
    }
    object[end.key] = value.json();
  } else {
    place = value.json();
  }
  return recipe_from_json(document);
}

std::optional<KnobTurn> turn_back(const Recipe& recipe, std::string_view path) {
  std::string place(path);
  const PathEnd end = path_end(path);
  const Knob* row = find_knob(schema_place(path));
  if (row && row->is_selector && !end.parent.empty()) place = end.parent;
  const std::optional<KnobValue> value = value_at(recipe, place);
  return value ? std::optional(KnobTurn{place, *value}) : std::nullopt;
}

}  // namespace netdyno
