// app/view_models/controls_model.h
// SPDX-License-Identifier: MIT
//
// Which knobs a run has, their present values and what the engine accepts; and the commands that
// turning them sends. Everything is read from the recipe in the snapshot.
//
//   Range    every command made here holds values that the engine accepts

#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/session/snapshot.h"

namespace netdyno::app {

// A number of a registry's entry that may change while training.
struct NumberKnob {
  std::string key;      // "momentum"
  std::string label;    // "momentum μ"
  std::string tooltip;  // doc and range
  double value = 0;
  double min = 0, max = 1;  // what is accepted, ends included; what a slider covers
  bool is_integer = false;
  bool is_log = false;  // spans decades: min > 0
  std::string unit;     // "epochs"; empty: a plain number
  KnobEffect effect = KnobEffect::FromStart;
};

// A yes or no of a registry's entry.
struct SwitchKnob {
  std::string key;  // "averaged"
  std::string label;
  std::string tooltip;
  bool value = false;
};

struct LayerKnob {
  std::size_t layer = 0;
  std::string path;  // in the recipe, "model.layers[4].rate"
  std::string type;  // of the layer, "batch norm"
  NumberKnob number;
  bool drops_values = false;  // shown as "drop 0.4 · keep 0.6"
};

// What an initialization can be applied to.
struct InitTarget {
  std::optional<std::size_t> layer;  // none: the whole net
  std::string path;                  // in the recipe, "model.init"
  std::string label;                 // "whole net", "layer 3 (dense)"
  InitSpec init;                     // that it has now
};

struct ControlsModel {
  double learning_rate = 0;   // η₀, before the schedule's factor
  double scheduled_rate = 0;  // η of the last step; η₀ before the first
  ScheduleSpec schedule;      // with all its options
  std::vector<NumberKnob> schedule_knobs;
  std::string loss;
  std::string optimizer;
  std::vector<NumberKnob> optimizer_knobs;
  std::vector<SwitchKnob> optimizer_switches;
  Penalty penalty;
  Index batch_size = 1;
  Index max_batch_size = 1;
  std::vector<LayerKnob> layer_knobs;
  std::vector<InitTarget> init_targets;
  std::string preprocess;
};

// None while there is no recipe.
std::optional<ControlsModel> build_controls(const Snapshot* snapshot);

// A knob for `field` at `value`; none for booleans and texts.
std::optional<NumberKnob> number_knob(const OptionField& field, const OptionValue& value);
// `value` within the knob's range, in the kind that the engine expects.
OptionValue knob_value(const NumberKnob& knob, double value);

// The nearest rate that the engine accepts; sliders cover [kMinRate, kMaxRate].
inline constexpr double kMinRate = 1e-5;
inline constexpr double kMaxRate = 10;
double clamp_rate(double learning_rate);
// 1e-5, 3e-5, 1e-4 … 10.
std::span<const double> rate_ladder();

inline constexpr double kMinPenalty = 1e-7;  // a slider's end; below it is 0
inline constexpr double kMaxPenalty = 1;
double clamp_penalty(double strength);

// "η 0.1 → 0.013 in force" where a schedule makes another rate of the one that was asked for.
std::string rate_note(const ControlsModel& model);
// "loss: softmax in force, hinge waits for the validation", for knobs at `path` and below.
std::vector<std::string> waiting_notes(const Snapshot& snapshot, const std::string& path);

// "Re-draw layer 3 (dense)".
std::string redraw_label(const InitTarget& target);

}  // namespace netdyno::app
