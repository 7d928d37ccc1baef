// SPDX-License-Identifier: MIT
#include "app/application/palette_entries.h"

#include <fmt/core.h>

#include <utility>

#include "app/shell/recipe_dialog.h"
#include "app/view_models/controls_model.h"
#include "app/view_models/number_text.h"
#include "engine/data/preprocess.h"
#include "engine/nn/loss.h"

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
        add("Knob", "Optimizer: " + row.name, Command(SetOptimizer{{row.name, rate, {}}}));
    for (const LossFunction& row : loss_functions())
      if (row.name != recipe.loss) add("Knob", "Loss: " + row.name, Command(SetLoss{row.name}));
    for (const Preprocessing& row : preprocessings())
      if (row.name != recipe.data.preprocess)
        add("Knob", "Preprocessing: " + row.name, Command(SetPreprocess{row.name}));
    for (const Index size : {recipe.batch_size / 2, recipe.batch_size * 2})
      if (size >= 1)
        add("Knob", fmt::format("Batch size N = {}", size), Command(SetBatchSize{size}));
  }

  PaletteEntries take() { return std::move(entries_); }

 private:
  PaletteEntries entries_;
};

}  // namespace

PaletteEntries palette_entries(const std::vector<PanelEntry>& panels, const Snapshot* snapshot,
                               const std::vector<std::string>& recent,
                               const ComparedRunList& compared) {
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
  if (has_run) {
    builder.add("Study", "Evaluate the test file", Command(EvaluateTest{}));
    builder.add("Study", "Check gradients", Command(RunGradientCheck{}));
    builder.add("Study", "Run the learning rate range test", Command(RunRangeTest{}));
  }
  for (const auto& run : compared)
    builder.add("Compare", "Remove " + run->name, StopComparing{run->folder});
  for (const std::string& name : shipped_recipes())
    builder.add("Recipe", "Open " + name, OpenShipped{name});
  for (const std::string& file : recent) builder.add("Recent", "Open " + file, OpenFile{file});
  return builder.take();
}

}  // namespace netdyno::app
