// engine/session/data_loader.h
// SPDX-License-Identifier: MIT
//
// Loads a recipe's data, or hands out what is loaded already where the recipe asks for the same.

#pragma once

#include <optional>

#include "engine/recipe/recipe.h"

namespace netdyno {

class DataLoader {
 public:
  // True when load() has nothing to read.
  bool has(const Recipe& recipe) const;
  // Errors   as load_splits(); what was loaded before is kept then
  const DataSplits& load(const Recipe& recipe, const Progress& progress);

 private:
  // What the examples are a function of; the seed of generated ones only.
  struct Key {
    DataSourceSpec source;
    Index train = 0;
    Index validation = 0;
    Shape input;
    std::uint64_t seed = 0;
    bool operator==(const Key&) const = default;
  };
  static Key key_of(const Recipe& recipe);

  std::optional<Key> key_;
  DataSplits splits_;
};

}  // namespace netdyno
