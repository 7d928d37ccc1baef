// SPDX-License-Identifier: MIT
#include "app/view_models/data_choice.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "engine/core/registry.h"
#include "engine/data/sources/point_sources.h"
#include "engine/nn/layer_registry.h"

namespace netdyno::app {

namespace {

constexpr std::size_t kPlanar = 5;    // of the rows below
constexpr Index kFewestToTrain = 20;  // examples beside the validation ones
constexpr const char* kAdded = "added";

// What a slider covers; the recipe itself may say more.
struct KnobRange {
  const char* key;
  const char* label;
  double min, max;
};
constexpr std::array<KnobRange, 3> kRanges = {
    {{"noise", "noise", 0, 1}, {"examples", "points", 100, 5000}, {"classes", "classes", 2, 8}}};

const std::vector<OptionField>& fields_of(const Recipe& recipe) {
  return data_source(recipe.data.source.source).fields;
}

Options complete_source_options(const Recipe& recipe) {
  return complete_options(fields_of(recipe), recipe.data.source.options);
}

void fit_outputs(Recipe& recipe) {
  const Index classes = classes_of(recipe);
  auto& layers = recipe.model.layers;
  const auto last = std::find_if(layers.rbegin(), layers.rend(), [](const LayerSpec& layer) {
    return !layer_type(layer.type).outputs_option.empty();
  });
  if (last == layers.rend()) return;
  const LayerType& type = layer_type(last->type);
  last->options.set(type.fields, type.outputs_option, static_cast<std::int64_t>(classes));
}

void fit_split(Recipe& recipe) {
  recipe.data.train = 0;
  const Index examples = complete_source_options(recipe).integer("examples");
  recipe.data.validation =
      std::clamp<Index>(recipe.data.validation, 0, std::max<Index>(examples - kFewestToTrain, 0));
}

}  // namespace

std::span<const DataSetChoice> data_set_choices() {
  static const std::vector<DataSetChoice> choices = [] {
    std::vector<DataSetChoice> rows = {{"spiral", "spiral", "Spiral", {}},
                                       {"circles", "circles", "Circles", {}},
                                       {"xor", "xor", "XOR", {}},
                                       {"moons", "moons", "Moons", {}},
                                       {"blobs", "blobs", "Blobs", {}},
                                       {"fashion-mnist", "lenet-fashion", "Fashion-MNIST", {}}};
    for (DataSetChoice& row : rows) row.doc = data_source(row.source).doc;
    return rows;
  }();
  return choices;
}

std::span<const DataSetChoice> planar_choices() {
  return data_set_choices().first(kPlanar);
}

bool is_planar(const DataSetChoice& choice) {
  return std::ranges::find(planar_choices(), choice.source, &DataSetChoice::source) !=
         planar_choices().end();
}

bool is_planar(const Recipe& recipe) {
  return recipe.model.input == Shape{2};
}

Recipe on_data_set(const Recipe& recipe, const DataSetChoice& choice) {
  Recipe changed = recipe;
  changed.data.source = {choice.source, Options(data_source(choice.source).fields)};
  const Options& before = recipe.data.source.options;
  for (const char* key : {"examples", "classes"})
    if (before.has(key) && changed.data.source.options.has(key))
      changed.data.source.options.set(fields_of(changed), key, before.value(key));
  fit_outputs(changed);
  fit_split(changed);
  return changed;
}

std::vector<NumberKnob> data_knobs(const Recipe& recipe) {
  std::vector<NumberKnob> knobs;
  const bool is_generated = std::ranges::find(planar_choices(), recipe.data.source.source,
                                              &DataSetChoice::source) != planar_choices().end();
  if (!is_generated) return knobs;
  const Options options = complete_source_options(recipe);
  for (const KnobRange& range : kRanges)
    for (const OptionField& field : fields_of(recipe)) {
      if (field.key != range.key) continue;
      NumberKnob knob = *number_knob(field, options.value(field.key));
      knob.label = range.label;
      knob.min = std::min(range.min, knob.value);
      knob.max = std::max(range.max, knob.value);
      knobs.push_back(std::move(knob));
    }
  return knobs;
}

Recipe with_data_knob(const Recipe& recipe, const NumberKnob& knob, double value) {
  Recipe changed = recipe;
  changed.data.source.options.set(fields_of(recipe), knob.key, knob_value(knob, value));
  // Points of classes that are gone would be an error.
  if (knob.key == "classes" && classes_of(changed) < classes_of(recipe))
    changed = without_points(changed);
  fit_outputs(changed);
  fit_split(changed);
  return changed;
}

Recipe with_point(const Recipe& recipe, double x, double y, Index label) {
  Recipe changed = recipe;
  const Options options = complete_source_options(recipe);
  const AddedPoint point = {{static_cast<float>(x), static_cast<float>(y)},
                            static_cast<std::int32_t>(label)};
  changed.data.source.options.set(fields_of(recipe), kAdded,
                                  with_added_point(options.text(kAdded), point));
  fit_split(changed);
  return changed;
}

Recipe without_points(const Recipe& recipe) {
  Recipe changed = recipe;
  changed.data.source.options.set(fields_of(recipe), kAdded, std::string());
  return changed;
}

bool has_points(const Recipe& recipe) {
  const Options& options = recipe.data.source.options;
  return options.has(kAdded) && !options.text(kAdded).empty();
}

Index classes_of(const Recipe& recipe) {
  const Options options = complete_source_options(recipe);
  return options.has("classes") ? options.integer("classes") : 2;
}

}  // namespace netdyno::app
