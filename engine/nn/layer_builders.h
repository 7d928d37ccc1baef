// engine/nn/layer_builders.h
// SPDX-License-Identifier: MIT
//
// Short ways to write a layer's description in code, as recipes do in JSON.
//
//   Default  options that are not given have their defaults
//   Errors   RecipeError for an unknown type or key, a wrong type or a value out of range

#pragma once

#include <initializer_list>
#include <string>
#include <utility>

#include "engine/nn/layer_spec.h"

namespace netdyno::layers {

using OptionList = std::initializer_list<std::pair<std::string, OptionValue>>;

LayerSpec layer(const std::string& type, OptionList options = {});

LayerSpec dense(Index units);
LayerSpec conv(Index filters, Index size, Index pad = 0, Index stride = 1);
// Stride 0: as large as the window.
LayerSpec max_pool(Index size, Index stride = 0);
LayerSpec average_pool(Index size, Index stride = 0);
LayerSpec dropout(double rate);
LayerSpec flatten();
LayerSpec residual(std::vector<LayerSpec> body);

}  // namespace netdyno::layers
