// SPDX-License-Identifier: MIT
#include "engine/nn/layer_registry.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "engine/nn/initializer.h"
#include "engine/nn/loss.h"
#include "tests/support/networks.h"

namespace netdyno {
namespace {

using test::Machine;
using test::recipe_error;
using testing::HasSubstr;

TEST(LayerRegistry, NamesAreUniqueAndDescribed) {
  std::set<std::string> names;
  for (const LayerType& type : layer_types()) {
    EXPECT_TRUE(names.insert(type.name).second) << type.name;
    EXPECT_FALSE(type.doc.empty() || type.doc.ends_with('.')) << type.name;
    for (const OptionField& field : type.fields) EXPECT_FALSE(field.doc.empty()) << type.name;
  }
}

TEST(LayerRegistry, MisspeltNamesGetASuggestion) {
  const Machine machine;
  const RecipeError type = recipe_error([&] { make_layer({"maxpol", {}, {}, {}}, {4}, machine); });
  EXPECT_EQ(type.path(), "type");
  EXPECT_EQ(type.hint(), "Did you mean \"maxpool\"?");
  EXPECT_EQ(recipe_error([] { init_scheme("xaver"); }).hint(), "Did you mean \"xavier\"?");
  EXPECT_EQ(recipe_error([] { loss_function("sotfmax"); }).hint(), "Did you mean \"softmax\"?");
  EXPECT_THAT(recipe_error([] { loss_function("q"); }).hint(), HasSubstr("softmax, hinge, mse"));
}

TEST(LayerRegistry, OptionsAreCompletedAndChecked) {
  const Machine machine;
  LayerSpec spec{"dense", {}, {}, {}};
  const RecipeError missing = recipe_error([&] { make_layer(spec, {4}, machine); });
  EXPECT_EQ(missing.path(), "units");
  EXPECT_THAT(missing.problem(), HasSubstr("missing"));
  const std::vector<OptionField> foreign = {integer("unit", "a misspelt key")};
  spec.options.set(foreign, "unit", std::int64_t{3});
  EXPECT_EQ(recipe_error([&] { make_layer(spec, {4}, machine); }).hint(),
            "Did you mean \"units\"?");
}

TEST(LayerRegistry, OnlyCompositesTakeInnerLayers) {
  const Machine machine;
  LayerSpec spec = test::dense(3);
  spec.layers.push_back(test::dense(3));
  EXPECT_EQ(recipe_error([&] { make_layer(spec, {4}, machine); }).path(), "layers");
}

// Others find what they ask of a layer in its row alone, so it must hold together.
TEST(LayerRegistry, PropertiesOfARowNameItsOwnOptions) {
  for (const LayerType& type : layer_types()) {
    const auto has = [&](const std::string& key) {
      return std::ranges::find(type.fields, key, &OptionField::key) != type.fields.end();
    };
    EXPECT_TRUE(type.drop_option.empty() || has(type.drop_option)) << type.name;
    EXPECT_TRUE(type.outputs_option.empty() || has(type.outputs_option)) << type.name;
    for (const auto& [key, value] : type.usual) EXPECT_TRUE(has(key)) << type.name << " " << key;
    for (const OptionField& field : type.fields)
      EXPECT_TRUE(!field.is_required || type.usual.contains(field.key))
          << type.name << ": a new layer needs " << field.key;
    EXPECT_TRUE(!type.usual_layers || type.has_inner_layers) << type.name;
    EXPECT_EQ(known_layer_type(type.name), &type);
  }
  EXPECT_EQ(known_layer_type("no layer"), nullptr);
}

TEST(LayerRegistry, RowsSayWhatOthersAsk) {
  EXPECT_TRUE(layer_type("conv").makes_maps);
  EXPECT_TRUE(layer_type("batchnorm").keeps_positions && layer_type("batchnorm").needs_minibatch);
  EXPECT_FALSE(layer_type("maxpool").keeps_positions);
  EXPECT_TRUE(layer_type("flatten").only_reshapes);
  EXPECT_TRUE(layer_type("relu").is_zero_below && layer_type("relu").keeps_positions);
  EXPECT_FALSE(layer_type("relu").saturates);
  EXPECT_EQ(layer_type("tanh").saturates->low, -1);
  EXPECT_EQ(layer_type("sigmoid").saturates->high, 1);
  EXPECT_EQ(layer_type("dropout").drop_option, "rate");
  const LayerType& reversal = layer_type("gradient_reversal");
  Options options(reversal.fields);
  options.set(reversal.fields, "lambda", 0.5);
  EXPECT_EQ(reversal.gradient_factor(options), -0.5f);
}

}  // namespace
}  // namespace netdyno
