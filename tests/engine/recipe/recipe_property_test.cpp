// SPDX-License-Identifier: MIT
//
// Recipes drawn at random from the registries survive writing and reading; texts damaged at random
// are refused with a RecipeError or read, never anything else.
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "engine/core/error.h"
#include "engine/core/random.h"
#include "engine/data/preprocess.h"
#include "engine/nn/initializer.h"
#include "engine/nn/layer_registry.h"
#include "engine/nn/loss.h"
#include "engine/recipe/recipe.h"

namespace netdyno {
namespace {

template <typename Row>
const Row& any_of(std::span<const Row> rows, Random& random) {
  return rows[random.below(rows.size())];
}

OptionValue draw_value(const OptionField& field, Random& random) {
  if (field.kind == OptionKind::Boolean) return random.below(2) == 0;
  if (field.kind == OptionKind::Text)
    return field.choices.empty() ? std::string("a \"text\" – ä")
                                 : field.choices[random.below(field.choices.size())];
  const double low = std::isfinite(field.min) ? field.min : -10.0;
  const double high = std::min(std::isfinite(field.max) ? field.max : 10.0, low + 3.0);
  if (field.kind == OptionKind::Integer)
    return static_cast<std::int64_t>(low) +
           static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(high - low) + 1));
  return low + (high - low) * (0.01 + 0.98 * static_cast<double>(random.uniform()));
}

Options draw_options(std::span<const OptionField> fields, Random& random) {
  Options options(fields);
  for (const OptionField& field : fields)
    if (field.is_required || random.below(2) == 0)
      options.set(fields, field.key, draw_value(field, random));
  return options;
}

InitSpec draw_init(Random& random) {
  const InitScheme& scheme = any_of(init_schemes(), random);
  return {scheme.name, draw_options(scheme.fields, random)};
}

LayerSpec draw_layer(const LayerType& type, Random& random) {
  LayerSpec layer{
      .type = type.name, .options = draw_options(type.fields, random), .init = {}, .layers = {}};
  if (random.below(3) == 0) layer.init = draw_init(random);
  if (type.has_inner_layers)
    for (std::uint64_t i = random.below(3); i < 3; ++i)
      layer.layers.push_back(draw_layer(any_of(layer_types(), random), random));
  return layer;
}

// Of many drawn layers those that fit the ones before them.
std::vector<LayerSpec> draw_layers(Shape shape, Random& random) {
  WorkerPool pool(1);
  const auto kernels = make_kernels(Backend::Eigen, pool);
  std::vector<LayerSpec> layers;
  while (layers.size() < 5) {
    const LayerSpec layer = draw_layer(any_of(layer_types(), random), random);
    try {
      shape = plan_layer(layer, shape, *kernels).output;
      layers.push_back(layer);
    } catch (const RecipeError&) {
      continue;
    }
  }
  return layers;
}

Recipe draw_recipe(std::uint64_t number) {
  Random random(number, Stream::Test);
  Recipe recipe;
  const DataSource& source = any_of(data_sources(), random);
  recipe.data.source = {source.name, draw_options(source.fields, random)};
  recipe.data.train = static_cast<Index>(random.below(100));
  recipe.data.validation = static_cast<Index>(random.below(100));
  recipe.data.preprocess = any_of(preprocessings(), random).name;
  for (std::uint64_t i = random.below(3); i > 0; --i) {
    const Augmentation& row = any_of(augmentations(), random);
    recipe.data.augment.push_back({row.name, draw_options(row.fields, random)});
  }
  recipe.model.input = {3, 8, 9};
  recipe.model.init = draw_init(random);
  recipe.model.layers = draw_layers(recipe.model.input, random);
  recipe.loss = any_of(loss_functions(), random).name;
  const OptimizerType& optimizer = any_of(optimizer_types(), random);
  recipe.optimizer = {optimizer.name, 0.001 + static_cast<double>(random.uniform()),
                      draw_options(optimizer.fields, random)};
  const Schedule& schedule_row = any_of(schedules(), random);
  recipe.schedule = {schedule_row.name, draw_options(schedule_row.fields, random)};
  recipe.penalty = {.l2 = static_cast<double>(random.uniform()) / 3.0, .l1 = 1e-7 / 3.0};
  recipe.early_stopping = early_stopping_spec(draw_options(early_stopping_fields(), random));
  recipe.averaging = averaging_spec(draw_options(averaging_fields(), random));
  recipe.batch_size = 1 + static_cast<Index>(random.below(512));
  recipe.epochs = 1 + static_cast<std::int64_t>(random.below(100));
  recipe.shuffle = random.below(2) == 0;
  recipe.seed = (std::uint64_t{random.bits()} << 32) | random.bits();
  return recipe;
}

TEST(RecipeProperty, WritingAndReadingGivesTheSameRecipe) {
  for (std::uint64_t number = 0; number < 300; ++number) {
    const Recipe recipe = draw_recipe(number);
    const std::string text = recipe_to_json(recipe).dump(2);
    const Recipe read = parse_recipe(text);
    ASSERT_EQ(read, recipe) << text;
    ASSERT_EQ(recipe_to_json(read).dump(2), text);
  }
}

// One to four random edits: a byte changed, a stretch removed, doubled or put elsewhere.
std::string damaged(std::string text, Random& random) {
  constexpr std::string_view kBytes = "{}[]\",:0123456789.eE+-\\/*\n truefalsn\x01\x7f\xc3\xff";
  for (std::uint64_t edits = 1 + random.below(4); edits > 0 && !text.empty(); --edits) {
    const std::size_t at = random.below(text.size());
    const std::size_t length = random.below(std::min<std::size_t>(24, text.size() - at)) + 1;
    switch (random.below(4)) {
      case 0:
        text[at] = kBytes[random.below(kBytes.size())];
        break;
      case 1:
        text.erase(at, length);
        break;
      case 2:
        text.insert(at, text.substr(at, length));
        break;
      default:
        text.insert(random.below(text.size()), text.substr(at, length));
        break;
    }
  }
  return text;
}

TEST(RecipeProperty, DamagedTextsAreReadOrRefusedWithARecipeError) {
  int refused = 0;
  for (std::uint64_t number = 0; number < 2500; ++number) {
    Random random(number, Stream::Test, 1);
    const std::string text = damaged(recipe_to_json(draw_recipe(number % 20)).dump(), random);
    try {
      parse_recipe(text);
    } catch (const RecipeError& error) {
      ++refused;
      ASSERT_NE(std::string(error.what()), "") << text;
    }  // any other exception ends the test
  }
  EXPECT_GT(refused, 1250);
}

}  // namespace
}  // namespace netdyno
