// app/view_models/network_model.h
// SPDX-License-Identifier: MIT
//
// The network as a table: a row per layer, and totals.

#pragma once

#include <string>
#include <vector>

#include "engine/nn/summary.h"

namespace netdyno::app {

struct NetworkRow {
  std::size_t layer = 0;  // index into `layers`
  std::string index, type, output, parameters, receptive_field, options;
  std::string tooltip;
};

struct NetworkModel {
  std::string input;  // "1×28×28"
  std::vector<NetworkRow> rows;
  std::string parameters;  // "61 706 parameters"
  std::string memory;      // "1.2 MB in training"
  std::string operations;  // "416 k multiply-adds per image"
};

NetworkModel build_network(const NetworkSummary& summary);

}  // namespace netdyno::app
