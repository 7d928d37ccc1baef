// SPDX-License-Identifier: MIT
#include "app/report/live_content.h"

#include <fmt/core.h>

#include <ctime>
#include <nlohmann/json.hpp>

#include "app/view_models/number_text.h"

namespace netdyno::app {

RunContent live_content(const std::string& name, const Snapshot& snapshot, const History& history,
                        const ComparedRunList& compared) {
  RunContent content;
  content.name = name;
  content.date = date_text(std::time(nullptr));
  content.history = history;
  if (snapshot.recipe) content.recipe = recipe_to_json(*snapshot.recipe).dump(2);
  for (const KnobMarker& marker : history.markers())
    content.changes.push_back(
        fmt::format("step {}: {} {} → {}", marker.step, marker.knob, marker.before, marker.after));
  if (snapshot.network) content.network = *snapshot.network;
  content.class_names = snapshot.class_names;
  content.probes = snapshot.probes;
  content.studies = snapshot.studies;
  content.compared = compared;
  return content;
}

std::vector<std::string> figure_probes(const Snapshot& snapshot) {
  std::vector<std::string> probes = {"activations", "gradients", "weights", "updates",
                                     "filters",     "samples",   "data",    "boundary"};
  if (snapshot.validation_examples > 0)
    probes.insert(probes.end(), {"feature_maps", "saliency", "predictions"});
  return probes;
}

}  // namespace netdyno::app
