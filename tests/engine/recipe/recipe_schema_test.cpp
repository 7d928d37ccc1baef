// SPDX-License-Identifier: MIT
#include "engine/recipe/recipe_schema.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "engine/nn/layer_registry.h"

namespace netdyno {
namespace {

// "model.layers[]" → its keys, those of all rows included.
std::map<std::string, std::set<std::string>> known_keys() {
  std::map<std::string, std::set<std::string>> known;
  for (const SchemaSection& section : recipe_schema()) {
    for (const SchemaKey& key : section.keys) known[section.path].insert(key.key);
    for (const SchemaRow& row : section.rows)
      for (const SchemaKey& key : row.keys) known[section.path].insert(key.key);
  }
  return known;
}

// Every key of an object at `path` stands in the schema.
void expect_known(const Json& json, const std::string& path,
                  const std::map<std::string, std::set<std::string>>& known) {
  if (json.is_array()) {
    for (const Json& entry : json)
      if (entry.is_object()) expect_known(entry, path + "[]", known);
    return;
  }
  if (!json.is_object()) return;
  const auto section = known.find(path);
  ASSERT_NE(section, known.end()) << path << " is an object without a section";
  for (const auto& [key, value] : json.items()) {
    EXPECT_TRUE(section->second.contains(key)) << path << "." << key;
    if (path == "model.layers[]" && key == "init")
      expect_known(value, "model.init", known);
    else if (path == "model.layers[]" && key == "layers")
      expect_known(value, "model.layers", known);
    else
      expect_known(value, path.empty() ? key : path + "." + key, known);
  }
}

TEST(RecipeSchema, HasEveryKeyThatACompleteRecipeWrites) {
  const Recipe recipe = parse_recipe(R"({
      "data": {"source": "images", "path": "x", "augment": [{"type": "flip"}]},
      "model": {"input": [1, 8, 8], "layers": [
          {"type": "residual", "layers": [{"type": "conv", "filters": 1, "size": 3, "pad": 1}]},
          {"type": "flatten"}, {"type": "dense", "units": 2, "init": {"scheme": "gaussian"}}]},
      "optimizer": {"kind": "adam"}, "schedule": {"kind": "step"}})");
  expect_known(recipe_to_json(recipe), "", known_keys());
}

TEST(RecipeSchema, DefaultsAreThoseOfTheReader) {
  const Json written = recipe_to_json(parse_recipe(
      R"({"data": {"source": "xor"}, "model": {"input": [2], "layers": [{"type": "tanh"}]}})"));
  for (const SchemaSection& section : recipe_schema()) {
    if (section.path.find('[') != std::string::npos || !section.rows.empty()) continue;
    const Json& part = section.path.empty() ? written : written.at(section.path);
    for (const SchemaKey& key : section.keys) {
      if (key.preset.empty() || !part.at(key.key).is_number()) continue;
      EXPECT_EQ(part.at(key.key), Json::parse(key.preset)) << section.path << "." << key.key;
    }
  }
}

TEST(RecipeSchema, NamesEveryLayerType) {
  const std::vector<SchemaSection> sections = recipe_schema();
  const auto layers = std::ranges::find(sections, "model.layers[]", &SchemaSection::path);
  ASSERT_NE(layers, sections.end());
  ASSERT_EQ(layers->rows.size(), layer_types().size());
  for (const LayerType& type : layer_types())
    EXPECT_TRUE(std::ranges::count(layers->rows, type.name, &SchemaRow::name)) << type.name;
}

TEST(RecipeSchema, EveryEntrySaysWhatItIs) {
  for (const SchemaSection& section : recipe_schema()) {
    EXPECT_FALSE(section.doc.empty()) << section.path;
    for (const SchemaKey& key : section.keys)
      EXPECT_FALSE(key.doc.empty() || key.expectation.empty()) << section.path << "." << key.key;
    for (const SchemaRow& row : section.rows)
      EXPECT_FALSE(row.doc.empty()) << section.path << " " << row.name;
  }
}

TEST(WantsText, KnowsEveryPlaceOfAText) {
  for (const char* path :
       {"data.path", "data.source", "data.preprocess", "data.augment[3].type", "loss",
        "optimizer.kind", "model.init.scheme", "model.layers[0].type", "model.layers[3].mode",
        "model.layers[2].layers[1].type", "model.layers[2].layers[1].init.scheme",
        "model.layers[7].init.scheme", "early_stopping.metric", "schedule.kind"})
    EXPECT_TRUE(wants_text(path)) << path;
  for (const char* path : {"seed", "epochs", "data.train", "model.layers", "model.layers[0].units",
                           "optimizer.learning_rate", "penalty.l2", "none", "", "model.layers[1"})
    EXPECT_FALSE(wants_text(path)) << path;
}

}  // namespace
}  // namespace netdyno
