// SPDX-License-Identifier: MIT
#include "app/application/palette_entries.h"

#include <fmt/core.h>

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
#include "engine/train/early_stopping.h"
#include "engine/train/weight_average.h"

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
          Command(SetLearningRate{value}));
    }
    for (const OptimizerType& row : optimizer_types())
      if (row.name != recipe.optimizer.kind)
        add("Knob", "Optimizer: " + human_name(row.name),
            Command(SetOptimizer{{row.name, rate, {}}}));
    for (const LossFunction& row : loss_functions())
      if (row.name != recipe.loss)
        add("Knob", "Loss: " + human_name(row.name), Command(SetLoss{row.name}));
    for (const Preprocessing& row : preprocessings())
      if (row.name != recipe.data.preprocess)
        add("Knob", "Preprocessing: " + human_name(row.name), Command(SetPreprocess{row.name}));
    for (const Index size : {recipe.batch_size / 2, recipe.batch_size * 2})
      if (size >= 1)
        add("Knob", fmt::format("Batch size N = {}", size), Command(SetBatchSize{size}));
    for (const Schedule& row : schedules())
      if (row.name != recipe.schedule.kind)
        add("Knob", "Schedule: " + human_name(row.name), Command(SetSchedule{{row.name, {}}}));
    for (const InitScheme& row : init_schemes())
      add("Knob", "Initialization: re-draw all weights by " + human_name(row.name),
          Command(Reinitialize{default_init_spec(row.name), {}}));
    add_penalties(recipe.penalty);
    add_layers(recipe.model.layers);
    add_augmentations(recipe.data.augment);
  }

  // Those without a few values that could be listed: found by name, turned where they stand.
  void add_places(const ControlsModel& model, const Recipe& recipe) {
    const auto add_place = [&](const std::string& knob, double value, const char* panel) {
      add("Knob", fmt::format("{}, now {}: show it", knob, number_text(value)), ShowPanel{panel});
    };
    for (const NumberKnob& knob : model.optimizer_knobs)
      add_place(knob.label, knob.value, "controls");
    for (const SwitchKnob& knob : model.optimizer_switches)
      add_place(knob.label, knob.value ? 1 : 0, "controls");
    for (const NumberKnob& knob : model.schedule_knobs)
      add_place("Schedule's " + knob.label, knob.value, "controls");
    for (const LayerKnob& knob : model.layer_knobs)
      if (!knob.is_dropout)
        add_place(fmt::format("{} of layer {}", knob.number.label, knob.layer), knob.number.value,
                  "controls");
    for (const NumberKnob& knob : data_knobs(recipe))
      add_place("Data's " + knob.label, knob.value, "data");
    const auto add_fields = [&](const char* what, const std::vector<OptionField>& fields) {
      for (const OptionField& field : fields)
        add("Knob", fmt::format("{}: {}: show it", what, human_name(field.key)),
            ShowPanel{"controls"});
    };
    add_fields("Early stopping", early_stopping_fields());
    add_fields("Averaging of weights", averaging_fields());
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
  void add_penalties(const Penalty& now) {
    for (const double strength : {0.0, 1e-4, 1e-3, 1e-2}) {
      if (strength != now.l2)
        add("Knob", fmt::format("Penalty L2 λ₂ = {}", number_text(strength)),
            Command(SetPenalty{{strength, now.l1}}));
      if (strength != now.l1)
        add("Knob", fmt::format("Penalty L1 λ₁ = {}", number_text(strength)),
            Command(SetPenalty{{now.l2, strength}}));
    }
  }

  void add_layers(const std::vector<LayerSpec>& layers) {
    for (std::size_t i = 0; i < layers.size(); ++i) {
      const std::string& key = layer_type(layers[i].type).drop_option;
      if (key.empty()) continue;
      for (const double rate : {0.0, 0.2, 0.5, 0.8})
        add("Knob", fmt::format("Dropout rate of layer {} = {}", i, number_text(rate)),
            Command(SetLayerOption{i, key, rate}));
    }
  }

  void add_augmentations(const AugmentList& steps) {
    for (const Augmentation& row : augmentations())
      add("Data", "Augmentation: add " + human_name(row.name),
          Command(SetAugmentation{with_step(steps, row.name)}));
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
  if (const auto model = build_controls(snapshot)) builder.add_places(*model, *snapshot->recipe);
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
