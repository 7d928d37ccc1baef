// SPDX-License-Identifier: MIT
#include "engine/nn/layer_registry.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

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

}  // namespace
}  // namespace netdyno
