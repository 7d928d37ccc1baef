// SPDX-License-Identifier: MIT
#include "app/view_models/transport_model.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "app/view_models/number_text.h"

namespace netdyno::app {

namespace {

constexpr double kPaces[] = {0, 100, 30, 10, 3, 1, 1.0 / 3};

// The epoch that is being worked on, counted from 1.
std::int64_t running_epoch(const Snapshot& snapshot) {
  return static_cast<std::int64_t>(std::floor(std::max(0.0, snapshot.epoch))) + 1;
}

void describe_running(const Snapshot& snapshot, TransportModel& model) {
  model.tone = Tone::Good;
  if (snapshot.is_validating) {
    model.state = "Validating…";
    model.progress = snapshot.validation_progress;
    return;
  }
  const std::int64_t epochs = snapshot.recipe ? snapshot.recipe->epochs : 0;
  const std::int64_t epoch = running_epoch(snapshot);
  model.state = epoch <= epochs ? fmt::format("Training, epoch {} of {}", epoch, epochs)
                                : fmt::format("Training, epoch {}", epoch);
  if (snapshot.steps_per_epoch > 0)
    model.progress = std::clamp(snapshot.epoch - std::floor(snapshot.epoch), 0.0, 1.0);
}

void describe_diverged(const Snapshot& snapshot, TransportModel& model) {
  model.tone = Tone::Error;
  if (!snapshot.divergence) {
    model.state = fmt::format("Diverged at step {}", count_text(snapshot.step));
    return;
  }
  const Divergence& divergence = *snapshot.divergence;
  model.state = fmt::format("Diverged at step {}, layer {} ({})", count_text(divergence.step),
                            divergence.layer, divergence.layer_type);
  model.detail = divergence.message();
}

// Position of the offered pace that is nearest to this one.
std::size_t nearest_pace(double steps_per_second) {
  if (steps_per_second == 0) return 0;
  std::size_t nearest = 1;
  for (std::size_t i = 1; i < std::size(kPaces); ++i)
    if (std::abs(std::log(kPaces[i] / steps_per_second)) <
        std::abs(std::log(kPaces[nearest] / steps_per_second)))
      nearest = i;
  return nearest;
}

}  // namespace

std::span<const double> paces() {
  return kPaces;
}

double slower_pace(double steps_per_second) {
  return kPaces[std::min(nearest_pace(steps_per_second) + 1, std::size(kPaces) - 1)];
}

double faster_pace(double steps_per_second) {
  const std::size_t nearest = nearest_pace(steps_per_second);
  return kPaces[nearest == 0 ? 0 : nearest - 1];
}

std::string pace_text(double steps_per_second) {
  if (steps_per_second == 0) return "Full speed";
  if (steps_per_second == 1) return "1 step/s";
  if (steps_per_second < 1) return fmt::format("a step in {} s", number_text(1 / steps_per_second));
  return number_text(steps_per_second) + " steps/s";
}

std::uint64_t following_seed(std::uint64_t seed) {
  return seed + 1 == 0 ? 1 : seed + 1;
}

TransportModel build_transport(const Snapshot* snapshot) {
  TransportModel model;
  if (!snapshot) {
    model.state = "Starting…";
    return model;
  }
  if (snapshot->recipe) {
    model.seed = snapshot->recipe->seed;
    model.new_seed = following_seed(model.seed);
  }
  model.has_run = snapshot->recipe && snapshot->network && snapshot->state != RunState::Loading &&
                  snapshot->state != RunState::Failed;
  model.pace = snapshot->pace;
  model.is_running = snapshot->state == RunState::Running;
  switch (snapshot->state) {
    case RunState::Loading:
      model.state = snapshot->message.empty() ? "Loading…" : snapshot->message;
      model.progress = snapshot->loading_progress;
      break;
    case RunState::Running:
      describe_running(*snapshot, model);
      break;
    case RunState::Paused:
      model.state = snapshot->step == 0
                        ? "Ready to train"
                        : fmt::format("Paused after step {}", count_text(snapshot->step));
      if (snapshot->is_validating) {
        model.state = "Validating…";
        model.progress = snapshot->validation_progress;
      }
      break;
    case RunState::Finished:
      model.state = fmt::format("Finished after step {}", count_text(snapshot->step));
      model.detail = "The recipe's last epoch is done. Train goes on beyond it.";
      model.tone = Tone::Good;
      break;
    case RunState::Diverged:
      describe_diverged(*snapshot, model);
      break;
    case RunState::Failed:
      model.state = snapshot->message.empty() ? "Failed" : snapshot->message;
      model.detail = snapshot->hint;
      model.tone = Tone::Error;
      break;
  }
  return model;
}

}  // namespace netdyno::app
