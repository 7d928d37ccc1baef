// SPDX-License-Identifier: MIT
//
// To add a probe: a file pair with its function, a line in the table below, and, where none of the
// ProbeValue types fits, one more of them in probe.h.
#include "engine/probe/probe.h"

#include <algorithm>

#include "engine/probe/activations_probe.h"
#include "engine/probe/boundary_probe.h"
#include "engine/probe/data_probe.h"
#include "engine/probe/feature_maps_probe.h"
#include "engine/probe/filters_probe.h"
#include "engine/probe/predictions_probe.h"
#include "engine/probe/saliency_probe.h"
#include "engine/probe/samples_probe.h"
#include "engine/probe/weight_probes.h"

namespace netdyno {

std::span<const Probe> probes() {
  static const std::vector<Probe> rows = {
      {"activations", "Outputs of each nonlinearity and of the last layer for the last minibatch",
       false, activations_probe},
      {"gradients", "Gradient dL/dw of each weight tensor in the last step", true, gradients_probe},
      {"weights", "Each weight tensor", false, weights_probe},
      {"updates", "How the last step changed each weight tensor", true, updates_probe},
      {"filters", "Weights of a layer as images", false, filters_probe},
      {"feature_maps", "What a layer makes of an image", false, feature_maps_probe},
      {"saliency", "Which pixels the predicted class's score depends on", false, saliency_probe},
      {"predictions", "What the network takes validation examples for", false, predictions_probe},
      {"boundary", "Predicted class all over the plane, for examples that are points of it", false,
       boundary_probe, ProbeSubject::Network, true},
      {"samples", "A page of training examples, and one of them augmented several times", false,
       samples_probe, ProbeSubject::Samples},
      {"data", "Class counts, mean and deviation of the pixels, two dimensions as a scatter", false,
       data_probe, ProbeSubject::Data},
  };
  return rows;
}

const Probe* find_probe(const std::string& id) {
  const std::span<const Probe> rows = probes();
  const auto found = std::ranges::find(rows, id, &Probe::id);
  return found == rows.end() ? nullptr : &*found;
}

}  // namespace netdyno
