// SPDX-License-Identifier: MIT
#include "app/view_models/controls_model.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/view_models/human_names.h"
#include "app/view_models/number_text.h"
#include "engine/core/registry.h"
#include "engine/nn/layer_registry.h"
#include "engine/recipe/recipe_path.h"
#include "engine/train/knob_words.h"

namespace netdyno::app {

namespace {

// Rates outside are nobody's wish, and their products would leave float.
constexpr double kSmallestRate = 1e-8;
constexpr double kLargestRate = 1e3;
constexpr double kLargestPenalty = 100;
// The nearest neighbour inside an open end, as a share of the range.
constexpr double kInside = 1e-4;

// With the symbol that formulas use.
std::string knob_label(const OptionField& field) {
  const std::string name = field.name.empty() ? human_name(field.key) : field.name;
  return field.symbol.empty() ? name : name + " " + field.symbol;
}

// An object is told by what it is.
std::string short_value(const KnobValue& value) {
  for (const char* selector : {"kind", "scheme"})
    if (value.has(selector)) return value.at(selector).text();
  return value_words(value);
}

bool is_below(std::string_view place, std::string_view path) {
  // Layers' knobs stand under one heading, whatever their keys.
  if (path.starts_with("model.layers[]")) path = "model.layers[]";
  return place.starts_with(path) &&
         (place.size() == path.size() || place[path.size()] == '.' || place[path.size()] == '[');
}

double as_number(const OptionValue& value) {
  if (const auto* whole = std::get_if<std::int64_t>(&value)) return static_cast<double>(*whole);
  return std::get<double>(value);
}

OptionValue value_or_preset(const Options& options, const OptionField& field) {
  return options.has(field.key) ? options.value(field.key) : field.preset_value;
}

void append_live_knobs(std::span<const OptionField> fields, const Options& options,
                       std::vector<NumberKnob>& knobs) {
  for (const OptionField& field : fields)
    if (field.is_live)
      if (auto knob = number_knob(field, value_or_preset(options, field)))
        knobs.push_back(std::move(*knob));
}

void append_switches(std::span<const OptionField> fields, const Options& options,
                     std::vector<SwitchKnob>& switches) {
  for (const OptionField& field : fields)
    if (field.kind == OptionKind::Boolean)
      switches.push_back({field.key, knob_label(field), field.doc,
                          std::get<bool>(value_or_preset(options, field))});
}

void append_layer_knobs(const Recipe& recipe, ControlsModel& model) {
  for (std::size_t i = 0; i < recipe.model.layers.size(); ++i) {
    const LayerSpec& layer = recipe.model.layers[i];
    const LayerType& type = layer_type(layer.type);
    std::vector<NumberKnob> knobs;
    append_live_knobs(type.fields, layer.options, knobs);
    for (const NumberKnob& knob : knobs)
      model.layer_knobs.push_back({i, fmt::format("model.layers[{}].{}", i, knob.key),
                                   human_name(layer.type), knob, knob.key == type.drop_option});
  }
}

void append_init_targets(const Snapshot& snapshot, ControlsModel& model) {
  const NetworkSpec& spec = snapshot.recipe->model;
  model.init_targets.push_back({std::nullopt, "model.init", "whole net", spec.init});
  if (!snapshot.network) return;
  for (const LayerSummary& layer : snapshot.network->layers)
    if (layer.has_weights && layer.index < spec.layers.size())
      model.init_targets.push_back({layer.index, fmt::format("model.layers[{}].init", layer.index),
                                    fmt::format("layer {} ({})", layer.index, layer.type),
                                    spec.layers[layer.index].init.value_or(spec.init)});
}

}  // namespace

std::optional<NumberKnob> number_knob(const OptionField& field, const OptionValue& value) {
  if (field.kind != OptionKind::Integer && field.kind != OptionKind::Real) return std::nullopt;
  NumberKnob knob;
  knob.key = field.key;
  knob.label = knob_label(field);
  knob.tooltip = fmt::format("{}; {}", field.doc, field.expectation());
  knob.value = as_number(value);
  knob.is_integer = field.kind == OptionKind::Integer;
  knob.unit = field.unit;
  knob.effect = field.is_live ? KnobEffect::Now : KnobEffect::FromStart;
  const bool has_max = std::isfinite(field.max);
  knob.min = std::isfinite(field.min) ? field.min : std::min(-1.0, 2 * knob.value);
  knob.max = has_max ? field.max : std::max(1.0, 2 * knob.value);
  // An open lower end at 0 without an upper one: a size that spans decades, as ε.
  knob.is_log = !knob.is_integer && field.min == 0 && field.min_excluded && !has_max;
  if (knob.is_log) knob.min = std::min(1e-12, knob.value);
  const double inside = knob.is_integer ? 1.0 : (knob.max - knob.min) * kInside;
  if (field.min_excluded && !knob.is_log) knob.min += inside;
  if (field.max_excluded) knob.max -= inside;
  return knob;
}

OptionValue knob_value(const NumberKnob& knob, double value) {
  if (!std::isfinite(value)) value = knob.value;
  value = std::clamp(value, knob.min, knob.max);
  if (knob.is_integer) return static_cast<std::int64_t>(std::llround(value));
  return value;
}

double clamp_rate(double learning_rate) {
  if (std::isnan(learning_rate)) return kSmallestRate;
  return std::clamp(learning_rate, kSmallestRate, kLargestRate);
}

std::span<const double> rate_ladder() {
  static constexpr std::array<double, 13> kLadder = {1e-5, 3e-5, 1e-4, 3e-4, 1e-3, 3e-3, 1e-2,
                                                     3e-2, 0.1,  0.3,  1.0,  3.0,  10.0};
  return kLadder;
}

double clamp_penalty(double strength) {
  if (!(strength > 0)) return 0;
  return std::min(strength, kLargestPenalty);
}

std::string rate_note(const ControlsModel& model) {
  if (model.schedule.kind == "constant" || model.scheduled_rate == model.learning_rate) return {};
  return fmt::format("η {} → {} in force", number_text(model.learning_rate),
                     number_text(model.scheduled_rate));
}

std::vector<std::string> waiting_notes(const Snapshot& snapshot, const std::string& path) {
  std::vector<std::string> notes;
  if (!snapshot.recipe) return notes;
  for (const KnobTurn& turn : snapshot.waiting) {
    if (!is_below(schema_place(turn.path), path)) continue;
    const auto in_force = value_at(*snapshot.recipe, turn.path);
    notes.push_back(fmt::format(
        "{}: {} in force, {} waits for the validation", knob_label(*snapshot.recipe, turn.path),
        in_force ? short_value(*in_force) : "nothing", short_value(turn.value)));
  }
  return notes;
}

std::string redraw_label(const InitTarget& target) {
  return fmt::format("Re-draw {}", target.layer ? target.label : "all weights");
}

std::optional<ControlsModel> build_controls(const Snapshot* snapshot) {
  if (!snapshot || !snapshot->recipe) return std::nullopt;
  const Recipe& recipe = *snapshot->recipe;
  ControlsModel model;
  model.learning_rate = recipe.optimizer.learning_rate;
  model.scheduled_rate = snapshot->step > 0 ? snapshot->learning_rate : model.learning_rate;
  const Schedule& schedule_row = schedule(recipe.schedule.kind);
  model.schedule = {recipe.schedule.kind,
                    complete_options(schedule_row.fields, recipe.schedule.options)};
  append_live_knobs(schedule_row.fields, model.schedule.options, model.schedule_knobs);
  model.loss = recipe.loss;
  model.optimizer = recipe.optimizer.kind;
  append_live_knobs(optimizer_type(recipe.optimizer.kind).fields, recipe.optimizer.options,
                    model.optimizer_knobs);
  append_switches(optimizer_type(recipe.optimizer.kind).fields, recipe.optimizer.options,
                  model.optimizer_switches);
  model.penalty = recipe.penalty;
  model.batch_size = recipe.batch_size;
  model.max_batch_size =
      std::max({snapshot->train_examples, recipe.batch_size, static_cast<Index>(1)});
  append_layer_knobs(recipe, model);
  append_init_targets(*snapshot, model);
  model.preprocess = recipe.data.preprocess;
  return model;
}

}  // namespace netdyno::app
