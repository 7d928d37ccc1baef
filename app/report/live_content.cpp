// SPDX-License-Identifier: MIT
#include "app/report/live_content.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

namespace netdyno::app {

RunContent live_content(const std::string& name, const Snapshot& snapshot, const History& history) {
  RunContent content;
  content.name = name;
  content.history = history;
  if (snapshot.recipe) content.recipe = recipe_to_json(*snapshot.recipe).dump(2);
  for (const KnobMarker& marker : history.markers())
    content.changes.push_back(
        fmt::format("step {}: {} {} → {}", marker.step, marker.knob, marker.before, marker.after));
  if (snapshot.network) content.network = *snapshot.network;
  content.class_names = snapshot.class_names;
  content.probes = snapshot.probes;
  return content;
}

}  // namespace netdyno::app
