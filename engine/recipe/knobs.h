// engine/recipe/knobs.h
// SPDX-License-Identifier: MIT
//
// Every setting of a recipe as a knob: its path, its words, and when it takes effect. Read from the
// schema, that is from the option tables that check recipes; a key added there is a knob at once.
// How a trainer takes a value stands in engine/train/knob_takers.
//
//   Errors   RecipeError with the path, what was found and what was expected

#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/recipe/knob_value.h"
#include "engine/recipe/recipe_schema.h"

namespace netdyno {

struct Knob {
  std::string path;      // as a pattern, "model.layers[].rate"
  std::string choice;    // what its object has to be, "dropout"; "" for a key that all have
  std::string selector;  // the key that says so, "type"
  SchemaKey key;
  bool is_selector = false;  // its key chooses: with another value, the choice's own keys change
};

// Every row, in the order in which a recipe is written.
std::span<const Knob> knobs();

// The row of a pattern, null for none. Where several objects have the key, that of `choice`.
const Knob* find_knob(std::string_view pattern, std::string_view choice = {});

// The row at `path` of `recipe`; of an entry of a list, the list's.
const Knob& knob_at(const Recipe& recipe, std::string_view path);

// When a value at `path` takes effect.
KnobEffect effect_at(const Recipe& recipe, std::string_view path);

// "learning rate η", "dropout rate of layer 4", "early stopping patience".
std::string knob_label(const Recipe& recipe, std::string_view path);

// What stands at `path`; nothing where a recipe leaves it open, as a layer's own init.
std::optional<KnobValue> value_at(const Recipe& recipe, std::string_view path);

// The same recipe but for the value at `path`, checked. A selector that changes puts the options of
// its object at their defaults.
Recipe with_value(const Recipe& recipe, std::string_view path, const KnobValue& value);

// What to set to get `path` back as `recipe` has it: for a selector its whole object.
struct KnobTurn {
  std::string path;
  KnobValue value;
  bool operator==(const KnobTurn&) const = default;
};
std::optional<KnobTurn> turn_back(const Recipe& recipe, std::string_view path);

}  // namespace netdyno
