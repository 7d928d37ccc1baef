// engine/session/command.h
// SPDX-License-Identifier: MIT
//
// All that the app can ask of a session. Commands take effect between two minibatches, in order;
// those that change training are journaled with the step at which they took effect.
//
//   Errors   values are checked when they take effect; a bad one is refused with a CommandRefused
//            event and changes nothing

#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/probe/data_views.h"
#include "engine/probe/probe_focus.h"
#include "engine/recipe/recipe.h"
#include "engine/session/run_identity.h"
#include "engine/train/run_change.h"

namespace netdyno {

// Transport: not journaled, for it does not change what is computed.
struct Play {};
struct Pause {};
struct StepOnce {};   // one minibatch, then pause
struct StepEpoch {};  // to the end of the running epoch, then pause
// Back to step 0 with the current knobs; the same initial weights, or those of a new seed.
struct Restart {
  std::optional<std::uint64_t> new_seed;
};
// Holds training to so many steps a second, for an audience to follow; 0: as fast as it can.
struct SetPace {
  double steps_per_second;  // >= 0
};
// Another recipe, from step 0; starts playing when `play`.
struct OpenRecipe {
  Recipe recipe;
  bool play = true;
  std::string name = {};  // of the run, for people
};

// Goes on with the run whose checkpoint is in `folder`.
struct OpenCheckpoint {
  std::filesystem::path folder;
  bool play = true;
};
// Goes back to a run that another one took the place of (RunKept), as it was left; the open one is
// kept in turn.
struct ReopenRun {
  RunId run = 0;
};
// Back to before the knob that Snapshot::last_change names was turned; the run so far is kept.
struct RewindChange {};
// Writes a checkpoint there; told by CheckpointSaved or CheckpointFailed.
struct SaveCheckpoint {
  std::filesystem::path folder;
};
// Keeps a checkpoint of the run there that is a few seconds old at most; an empty folder ends it.
struct SetAutosave {
  std::filesystem::path folder = {};
  double every_secs = 5;
};

// Changes of the training: journaled.
//
// Turns the knob at `path` of the recipe. One that takes effect from step 0 starts the run over
// there, as Restart does; the run so far is kept.
struct SetKnob {
  std::string path;  // "optimizer.learning_rate", "model.layers[4].rate", "schedule"
  KnobValue value;   // as a recipe has it there
  RunId run = 0;     // 0: the open one
};
// And the actions that are no setting: Redraw, RestoreBest (engine/train/run_change.h).

// Measuring: not journaled.
struct SetProbes {
  std::vector<std::string> ids;  // of the registry in engine/probe
};
struct PinImages {
  std::vector<Index> examples;  // positions in the validation view
};

// Which layer, method or class the probes look at.
struct SetFocus {
  ProbeFocus focus;
};
// Shows an image of no data set before the pinned ones; one without a name takes it away. It is
// given up when the network takes images of another shape.
struct ExamineImage {
  ExaminedImage image;
};

// Which training examples the probe "samples" shows.
struct BrowseData {
  DataPage page;
};

// Studies (engine/study/study.h): run beside the training, a slice each turn, on copies. Not
// journaled. The same one that is under way begins anew.
struct RunStudy {
  std::string study;                                // its name
  std::map<std::string, OptionValue> options = {};  // those that are not at their default
};
struct CancelStudy {
  std::string study = {};  // its name; empty: all
};

using Command =
    std::variant<Play, Pause, StepOnce, StepEpoch, SetPace, Restart, OpenRecipe, OpenCheckpoint,
                 SaveCheckpoint, SetAutosave, ReopenRun, RewindChange, SetKnob, Redraw, RestoreBest,
                 SetProbes, PinImages, BrowseData, RunStudy, CancelStudy, SetFocus, ExamineImage>;

// Two queued commands with the same non-empty tag that follow each other coalesce: only the later
// one takes effect (a slider being dragged).
std::string coalescing_tag(const Command& command);

}  // namespace netdyno
