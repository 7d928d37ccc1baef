// engine/train/knob_words.h
// SPDX-License-Identifier: MIT
//
// What changed between two recipes, in the few words of a marker: before and after.

#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "engine/recipe/knob_value.h"

namespace netdyno {

using BeforeAndAfter = std::pair<std::string, std::string>;

// "0.01", "on", "none"
std::string value_words(const KnobValue& value);

BeforeAndAfter tell_optimizer(const Recipe& before, const Recipe& after, std::string_view path);
BeforeAndAfter tell_schedule(const Recipe& before, const Recipe& after, std::string_view path);
BeforeAndAfter tell_penalty(const Recipe& before, const Recipe& after, std::string_view path);
BeforeAndAfter tell_early_stopping(const Recipe& before, const Recipe& after,
                                   std::string_view path);
BeforeAndAfter tell_averaging(const Recipe& before, const Recipe& after, std::string_view path);
BeforeAndAfter tell_augmentation(const Recipe& before, const Recipe& after, std::string_view path);
// Of the whole net, or of the layer that the path names.
BeforeAndAfter tell_init(const Recipe& before, const Recipe& after, std::string_view path);

}  // namespace netdyno
