// SPDX-License-Identifier: MIT
#include "engine/session/snapshot_builder.h"

#include <algorithm>
#include <limits>

namespace netdyno {

namespace {

// η of the last step, or of the first one to come.
double learning_rate(const Run& run) {
  const History& history = run.history();
  return history.empty() ? run.trainer().recipe().optimizer.learning_rate
                         : history.last().learning_rate;
}

double seconds_to_go(const Snapshot& snapshot, std::int64_t epochs, Index batch_size) {
  const double left = std::max(0.0, static_cast<double>(epochs) - snapshot.epoch);
  if (left == 0) return 0;
  if (snapshot.images_per_second <= 0) return std::numeric_limits<double>::quiet_NaN();
  const double examples = left * static_cast<double>(snapshot.train_examples);
  const double seconds = examples / snapshot.images_per_second;
  if (snapshot.pace == 0) return seconds;
  return std::max(seconds, examples / (snapshot.pace * static_cast<double>(batch_size)));
}

}  // namespace

void SnapshotBuilder::describe(const Run& run, Snapshot& snapshot) {
  const Trainer& trainer = run.trainer();
  const Recipe& recipe = trainer.recipe();
  if (!recipe_) {
    recipe_ = std::make_shared<const Recipe>(recipe);
    const int moments = optimizer_type(recipe.optimizer.kind).moments;
    network_ = std::make_shared<const NetworkSummary>(
        summarize(trainer.network(), recipe.batch_size, moments));
  }
  snapshot.recipe = recipe_;
  snapshot.network = network_;
  snapshot.threads = threads_;
  snapshot.class_names = trainer.data().dataset()->class_names();
  snapshot.train_examples = trainer.data().train.count;
  snapshot.validation_examples = trainer.data().validation.count;

  snapshot.step = trainer.steps_taken();
  snapshot.epoch = trainer.epochs_taken();
  snapshot.steps_per_epoch = (snapshot.train_examples + recipe.batch_size - 1) / recipe.batch_size;
  snapshot.learning_rate = learning_rate(run);
  snapshot.averaged_steps = trainer.average().count();
  snapshot.best = trainer.best_weights();
  snapshot.is_validating = run.is_validating();
  snapshot.validation_progress = run.is_validating() ? run.validation_progress() : 0.0;
  snapshot.images_per_second = run.images_per_second();
  snapshot.step_ms = run.step_ms();
  snapshot.seconds = run.seconds();
  snapshot.seconds_to_go = seconds_to_go(snapshot, recipe.epochs, recipe.batch_size);
}

}  // namespace netdyno
