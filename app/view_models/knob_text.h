// app/view_models/knob_text.h
// SPDX-License-Identifier: MIT
//
// Knobs in little room.

#pragma once

#include <string>

namespace netdyno::app {

// "learning rate η" → "η", "batch size N" → "N", "dropout rate of layer 3" → "dropout 3". A knob
// without a symbol keeps its name.
std::string knob_symbol(const std::string& knob);

}  // namespace netdyno::app
