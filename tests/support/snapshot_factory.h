// tests/support/snapshot_factory.h
// SPDX-License-Identifier: MIT
//
// Made-up runs for tests of the app: what a session would show in each of its states, without one.

#pragma once

#include <memory>
#include <span>

#include "app/view_models/compared_run.h"
#include "engine/run/history.h"
#include "engine/session/snapshot.h"

namespace netdyno::test {

enum class Scene {
  Starting,    // no snapshot yet
  Loading,     // reading data
  NoSteps,     // ready, nothing trained, nothing measured
  Tiny,        // three steps of a small network
  Running,     // a convolutional network in the middle of its third epoch
  Large,       // 100 000 steps, 30 layers, 64 filters
  NotANumber,  // every number that can be is NaN or infinite
  Paused,
  Finished,
  Diverged,
  Failed,
};

std::span<const Scene> all_scenes();
const char* scene_name(Scene scene);

struct SceneData {
  std::shared_ptr<const Snapshot> snapshot;
  History history;
  app::ComparedRuns compared = {};
};

SceneData make_scene(Scene scene);

// A recipe with convolutions, dropout of rate 0.4 at layer 8 and momentum 0.9.
Recipe example_recipe();

// A loss that falls from about 2.3 with noise, accuracy that rises, a validation each epoch.
History make_history(std::int64_t steps, std::int64_t steps_per_epoch);

}  // namespace netdyno::test
