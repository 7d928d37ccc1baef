// SPDX-License-Identifier: MIT
#include "app/application/palette_entries.h"

#include <fmt/core.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "app/shell/recipe_dialog.h"
#include "app/view_models/augmentation_model.h"
#include "app/view_models/controls_model.h"
#include "app/view_models/data_choice.h"
#include "app/view_models/human_names.h"
#include "app/view_models/number_text.h"
#include "engine/data/preprocess.h"
#include "engine/nn/initializer.h"
#include "engine/nn/layer_registry.h"
#include "engine/nn/loss.h"
#include "engine/recipe/knob_paths.h"
#include "engine/train/knob_words.h"

namespace netdyno::app {
namespace {

class Builder {
 public:
  void add(std::string group, std::string text, PaletteAction action, std::string keys = {}) {
    entries_.items.push_back({std::move(group), std::move(text), std::move(keys)});
    entries_.actions.push_back(std::move(action));
  }

  void add_knobs(const Recipe& recipe) {
    const double rate = recipe.optimizer.learning_rate;
    for (const double factor : {0.1, 0.5, 2.0, 10.0}) {
      const double value = clamp_rate(rate * factor);
      add("Knob", fmt::format("Learning rate η = {} (× {})", number_text(value), factor),
          Command(SetKnob{"optimizer.learning_rate", value}));
    }
    for (const OptimizerType& row : optimizer_types())
      if (row.name != recipe.optimizer.kind)
        add("Knob", "Optimizer: " + human_name(row.name),
            Command(SetKnob{"optimizer", OptimizerSpec{row.name, rate, {}}}));
    for (const LossFunction& row : loss_functions())
      if (row.name != recipe.loss)
        add("Knob", "Loss: " + human_name(row.name), Command(SetKnob{"loss", row.name}));
    for (const Preprocessing& row : preprocessings())
      if (row.name != recipe.data.preprocess)
        add("Knob", "Preprocessing: " + human_name(row.name),
            Command(SetKnob{"data.preprocess", row.name}));
    for (const Index size : {recipe.batch_size / 2, recipe.batch_size * 2})
      if (size >= 1)
        add("Knob", fmt::format("Batch size N = {}", size), Command(SetKnob{"batch_size", size}));
    for (const Schedule& row : schedules())
      if (row.name != recipe.schedule.kind)
        add("Knob", "Schedule: " + human_name(row.name),
            Command(SetKnob{"schedule", ScheduleSpec{row.name, {}}}));
    for (const InitScheme& row : init_schemes())
      add("Knob", "Initialization: re-draw all weights by " + human_name(row.name),
          Command(SetKnob{"model.init", default_init_spec(row.name)}));
    add_penalties(recipe.penalty);
    add_layers(recipe.model.layers);
    add_augmentations(recipe.data.augment);
  }

  // Every knob there is, by the table: those that a panel has are found there.
  void add_places(const Recipe& recipe) {
    for (const std::string& path : knob_paths(recipe)) {
      const std::string label = knob_label(recipe, path);
      const std::string now = value_words(*value_at(recipe, path));
      const bool has_panel =
          path.find('.') != path.npos || find_knob(path)->is_selector || path == "batch_size";
      if (!has_panel) {
        add_values(recipe, path, label);
        continue;
      }
      const bool is_live = effect_at(recipe, path) != KnobEffect::FromStart;
      const char* panel = path.starts_with("data.") ? "data" : is_live ? "controls" : "builder";
      add("Knob", fmt::format("{}, now {}: show it", label, now), ShowPanel{panel});
    }
  }

  void add_layer_choices(const NetworkSummary& network) {
    for (const LayerSummary& layer : network.layers)
      add("Layer", fmt::format("Layer {} {}: show its distributions", layer.index, layer.type),
          SelectLayer{layer.index});
  }

  void add_data_sets() {
    for (const DataSetChoice& choice : data_set_choices())
      add("Data", "Data set: " + choice.title, OpenShipped{choice.recipe});
  }

  PaletteEntries take() { return std::move(entries_); }

 private:
  // A few values of a knob that stands in no panel.
  void add_values(const Recipe& recipe, const std::string& path, const std::string& label) {
    const Json now = value_at(recipe, path)->json();
    std::vector<KnobValue> values;
    if (now.is_boolean()) values = {!now.get<bool>()};
    if (now.is_number_unsigned() || now.is_number_integer())
      for (const double factor : {0.5, 2.0})
        values.emplace_back(std::max<std::int64_t>(
            1, static_cast<std::int64_t>(factor * static_cast<double>(now.get<std::int64_t>()))));
    const std::string when = effect_name(effect_at(recipe, path));
    for (const KnobValue& value : values)
      if (value.json() != now)
        add("Knob", fmt::format("{} = {} ({})", label, value_words(value), when),
            Command(SetKnob{path, value}));
  }

  void add_penalties(const Penalty& now) {
    for (const double strength : {0.0, 1e-4, 1e-3, 1e-2}) {
      if (strength != now.l2)
        add("Knob", fmt::format("Penalty L2 λ₂ = {}", number_text(strength)),
            Command(SetKnob{"penalty.l2", strength}));
      if (strength != now.l1)
        add("Knob", fmt::format("Penalty L1 λ₁ = {}", number_text(strength)),
            Command(SetKnob{"penalty.l1", strength}));
    }
  }

  void add_layers(const std::vector<LayerSpec>& layers) {
    for (std::size_t i = 0; i < layers.size(); ++i) {
      const std::string& key = layer_type(layers[i].type).drop_option;
      if (key.empty()) continue;
      for (const double rate : {0.0, 0.2, 0.5, 0.8})
        add("Knob", fmt::format("Dropout rate of layer {} = {}", i, number_text(rate)),
            Command(SetKnob{fmt::format("model.layers[{}].{}", i, key), rate}));
    }
  }

  void add_augmentations(const AugmentList& steps) {
    for (const Augmentation& row : augmentations())
      add("Data", "Augmentation: add " + human_name(row.name),
          Command(SetKnob{"data.augment", with_step(steps, row.name)}));
  }

  PaletteEntries entries_;
};

}  // namespace

PaletteEntries palette_entries(const std::vector<PanelEntry>& panels, const Snapshot* snapshot,
                               const std::vector<std::string>& recent,
                               const ComparedRunList& compared,
                               const std::vector<SavedRun>& saved) {
  Builder builder;
  for (const Shortcut& row : shortcuts())
    if (row.intent != Intent::ShowPalette)
      builder.add(std::string(row.group), std::string(row.doc), row.intent, std::string(row.keys));
  for (const PanelEntry& panel : panels) builder.add("Panel", panel.title, ShowPanel{panel.id});
  for (const PanelEntry& panel : panels)
    if (panel.is_visible)
      builder.add("Export", "Export what " + panel.title + " shows…", ExportPanel{panel.id});
  const bool has_run = snapshot && snapshot->recipe;
  if (has_run) builder.add_knobs(*snapshot->recipe);
  if (has_run) builder.add_places(*snapshot->recipe);
  if (has_run && snapshot->network) builder.add_layer_choices(*snapshot->network);
  if (has_run) {
    builder.add("Study", "Evaluate the test file",
                Command(RunStudy{"evaluate", {{"split", std::string("test")}}}));
    builder.add("Study", "Check gradients", Command(RunStudy{"check"}));
    builder.add("Study", "Run the learning rate range test", Command(RunStudy{"range-test"}));
  }
  for (const auto& run : compared)
    builder.add("Compare", "Remove " + run->name, StopComparing{run->folder});
  builder.add_data_sets();
  for (const std::string& name : shipped_recipes())
    builder.add("Recipe", "Open " + name, OpenShipped{name});
  for (const SavedRun& run : saved)
    builder.add("Run", "Go on with " + saved_run_text(run), OpenSavedRun{run.folder});
  for (const std::string& file : recent) builder.add("Recent", "Open " + file, OpenFile{file});
  return builder.take();
}

}  // namespace netdyno::app
