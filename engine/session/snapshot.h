// engine/session/snapshot.h
// SPDX-License-Identifier: MIT
//
// What the app sees of a session at one moment. Immutable; points into nothing of the engine; all
// panels of a frame read the same one.

#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/nn/summary.h"
#include "engine/probe/probe.h"
#include "engine/recipe/knobs.h"
#include "engine/recipe/recipe.h"
#include "engine/session/run_identity.h"
#include "engine/study/study.h"
#include "engine/train/trainer.h"

namespace netdyno {

// By the study's name.
using StudyReports = std::map<std::string, std::shared_ptr<const StudyReport>, std::less<>>;

enum class RunState {
  Loading,  // reading data, building the network
  Running,
  Paused,
  Finished,  // reached the recipe's last epoch; Play goes on beyond it
  Diverged,  // paused because the loss was not finite
  Failed,    // waits for another recipe
};

// A knob that was turned, and since when the weights have not proved good again.
struct LastChange {
  std::int64_t step = 0;     // after which it was turned
  std::string knob;          // "learning rate η"
  std::string before;        // "0.01"
  std::string after;         // "0.1"
  bool can_go_back = false;  // by RewindChange
};

struct Snapshot {
  RunState state = RunState::Loading;
  std::string message;          // of Loading, Failed: what and why
  std::string hint;             // of Failed: what to do
  double loading_progress = 0;  // [0,1]
  bool is_validating = false;
  double validation_progress = 0;  // [0,1]

  RunIdentity run;
  std::int64_t step = 0;
  double epoch = 0;  // finished share included
  std::int64_t steps_per_epoch = 0;
  double images_per_second = 0;  // over the last second of training
  double step_ms = 0;            // mean of the same
  double pace = 0;               // steps/s that training is held to; 0: as fast as it can
  double seconds = 0;            // training wall time, pauses excluded
  double seconds_to_go = 0;      // to the recipe's last epoch at this speed; NaN before the first
  double learning_rate = 0;      // η of the last step, schedule included
  int threads = 1;
  Index train_examples = 0;
  Index validation_examples = 0;

  std::shared_ptr<const Recipe> recipe;           // with every change so far; null while Loading
  std::shared_ptr<const NetworkSummary> network;  // null while Loading
  std::vector<std::string> class_names;
  std::int64_t averaged_steps = 0;        // in the average of weights that validation measures
  std::optional<BestWeights> best;        // the weights that early stopping keeps
  std::vector<Index> pinned;              // positions in the validation view
  std::optional<Divergence> divergence;   // of Diverged
  std::optional<LastChange> last_change;  // of this run; none before the first
  std::vector<KnobTurn> waiting;          // for the end of the validation, in order

  // Of the last ones of this run, under way or done; none before the first.
  StudyReports studies;

  ProbeFocus focus;           // of the last SetFocus, as far as it was valid
  std::string examined_name;  // of the examined image; empty: none

  // By probe id; only what was asked for.
  std::map<std::string, std::shared_ptr<const ProbeResult>, std::less<>> probes;
};

// The result of a probe in its own type, or null.
template <typename T>
const T* probe_value(const Snapshot* snapshot, std::string_view id) {
  if (!snapshot) return nullptr;
  const auto found = snapshot->probes.find(id);
  return found == snapshot->probes.end() ? nullptr : std::get_if<T>(&found->second->value);
}

// The report of a study in its own type, or null.
template <typename T>
std::shared_ptr<const T> study_report(const Snapshot* snapshot, std::string_view name) {
  if (!snapshot) return nullptr;
  const auto found = snapshot->studies.find(name);
  if (found == snapshot->studies.end()) return nullptr;
  return {found->second, std::get_if<T>(found->second.get())};
}

}  // namespace netdyno
