// SPDX-License-Identifier: MIT
#include "app/view_models/status_model.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "app/view_models/number_text.h"
#include "app/view_models/transport_model.h"

namespace netdyno::app {

namespace {

// Of a run that is held to a pace slower than the machine.
StatusItem held_item(const Snapshot& snapshot, double held_images_per_second) {
  return {fmt::format("{} images/s, held", number_text(held_images_per_second)),
          fmt::format("Training images per second: held to {}, of {} that this machine makes",
                      pace_text(snapshot.pace),
                      count_text(static_cast<std::int64_t>(snapshot.images_per_second)))};
}

StatusItem speed_item(const Snapshot& snapshot) {
  const bool is_known = snapshot.images_per_second > 0 && std::isfinite(snapshot.images_per_second);
  const double held = snapshot.pace * static_cast<double>(snapshot.recipe->batch_size);
  if (is_known && held > 0 && held < snapshot.images_per_second) return held_item(snapshot, held);
  return {is_known ? fmt::format("{} images/s",
                                 count_text(static_cast<std::int64_t>(snapshot.images_per_second)))
                   : "– images/s",
          is_known ? fmt::format("Training images per second over the last second of training, {} "
                                 "ms per step on {}",
                                 number_text(snapshot.step_ms), plural(snapshot.threads, "thread"))
                   : "Training images per second; nothing was trained yet"};
}

StatusItem step_item(const Snapshot& snapshot) {
  return {fmt::format("step {}", count_text(snapshot.step)),
          fmt::format("Minibatches trained so far; an epoch has {}",
                      plural(snapshot.steps_per_epoch, "step"))};
}

StatusItem epoch_item(const Snapshot& snapshot) {
  const std::int64_t epochs = snapshot.recipe ? snapshot.recipe->epochs : 0;
  return {fmt::format("epoch {:.2f} of {}", snapshot.epoch, epochs),
          fmt::format("Passes over the {} so far",
                      plural(snapshot.train_examples, "training example"))};
}

StatusItem time_item(const Snapshot& snapshot) {
  return {fmt::format("{} to go", duration_text(snapshot.seconds_to_go)),
          fmt::format("Training time to the recipe's last epoch at this speed; {} so far, pauses "
                      "excluded",
                      duration_text(snapshot.seconds))};
}

constexpr std::size_t kBlock = 10;       // steps whose mean is compared
constexpr std::size_t kBlocks = 60;      // that are looked back over
constexpr double kRise = 3;              // times the lowest mean
constexpr double kNearlyAllDead = 0.95;  // share of a layer's units

// Of the block that begins at `begin`; NaN where one of its values is.
double block_mean(const Column& values, std::size_t begin) {
  double sum = 0;
  for (std::size_t i = begin; i < begin + kBlock; ++i)
    sum += values[i] / static_cast<double>(kBlock);
  return sum;
}

std::optional<TrainingWorry> rising_loss(const History& history) {
  const Column& losses = history.column(History::Metric::TrainLoss);
  if (losses.size() < 3 * kBlock) return std::nullopt;
  const double start = block_mean(losses, 0);
  const double now = block_mean(losses, losses.size() - kBlock);
  double lowest = start;
  const std::size_t blocks = std::min(kBlocks, losses.size() / kBlock);
  for (std::size_t i = 1; i < blocks; ++i)
    lowest = std::min(lowest, block_mean(losses, losses.size() - (i + 1) * kBlock));
  const bool is_high = now > kRise * start || (now > kRise * lowest && now > start);
  if (!is_high) return std::nullopt;
  return TrainingWorry{
      "loss is rising: η too high?",
      fmt::format("The mean loss of the last {} steps is {}, after {} at the "
                  "start and {} at its lowest lately. Halve η, or undo the last "
                  "change (Ctrl + Z)",
                  kBlock, number_text(now), number_text(start), number_text(lowest))};
}

std::optional<TrainingWorry> silent_layer(const Snapshot& snapshot) {
  const auto* outputs = probe_value<DistributionSet>(&snapshot, "activations");
  if (!outputs) return std::nullopt;
  for (const Distribution& row : outputs->rows)
    if (row.dead >= kNearlyAllDead)
      return TrainingWorry{
          fmt::format("layer {} is dead", row.layer),
          fmt::format("{} of the units of layer {} ({}) are 0 for the whole minibatch: they get no "
                      "gradient and do not come back. Restart with a lower η, or another "
                      "initialization",
                      percent_text(row.dead), row.layer, row.name)};
  return std::nullopt;
}

}  // namespace

std::optional<TrainingWorry> training_worry(const Snapshot& snapshot, const History& history) {
  if (snapshot.state != RunState::Running) return std::nullopt;
  if (auto silent = silent_layer(snapshot)) return silent;
  return rising_loss(history);
}

std::vector<StatusItem> build_status(const Snapshot* snapshot, double frame_ms) {
  std::vector<StatusItem> items;
  if (snapshot && snapshot->recipe) {
    items = {speed_item(*snapshot), step_item(*snapshot), epoch_item(*snapshot),
             time_item(*snapshot)};
  } else {
    items.push_back({"No run yet", "Speed, step and epoch stand here while a network trains"});
  }
  items.push_back({fmt::format("frame {:.1f} ms", frame_ms),
                   "The app's own work for the last frame, rasterization excluded"});
  return items;
}

}  // namespace netdyno::app
