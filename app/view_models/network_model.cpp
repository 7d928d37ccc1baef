// SPDX-License-Identifier: MIT
#include "app/view_models/network_model.h"

#include <fmt/core.h>

#include "app/view_models/number_text.h"

namespace netdyno::app {

namespace {

std::string receptive_field_text(Index side) {
  return side == 0 ? "all" : fmt::format("{0}×{0}", side);
}

NetworkRow build_row(const LayerSummary& layer) {
  NetworkRow row;
  row.layer = layer.index;
  row.index = std::to_string(layer.index);
  row.type = layer.type;
  row.output = layer.output.text();
  row.parameters = layer.parameters > 0 ? count_text(layer.parameters) : "–";
  row.receptive_field = receptive_field_text(layer.receptive_field);
  row.options = layer.options;
  row.tooltip = fmt::format(
      "Layer {} ({}){}{}\nOutput {}: {} per image\n{}, {} multiply-adds "
      "per image",
      layer.index, layer.type, layer.options.empty() ? "" : ", ", layer.options,
      layer.output.text(), plural(layer.output.size(), "value"),
      plural(layer.parameters, "parameter"), short_count_text(layer.multiply_adds));
  return row;
}

}  // namespace

NetworkModel build_network(const NetworkSummary& summary) {
  NetworkModel model;
  model.input = summary.input.text();
  for (const LayerSummary& layer : summary.layers) model.rows.push_back(build_row(layer));
  model.parameters = plural(summary.parameters, "parameter");
  model.memory = fmt::format("{} in training", bytes_text(summary.training_bytes));
  model.operations =
      fmt::format("{} multiply-adds per image", short_count_text(summary.multiply_adds));
  return model;
}

}  // namespace netdyno::app
