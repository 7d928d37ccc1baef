// app/panels/image_look.h
// SPDX-License-Identifier: MIT
//
// How a panel's images are coloured and how far all images are zoomed, in a list behind a button.

#pragma once

#include <array>
#include <functional>
#include <string>

#include "app/panels/frame_context.h"
#include "app/view_models/image_model.h"

namespace netdyno::app {

struct ImageLook {
  MapScale scale = MapScale::Layer;
  float contrast = 1;  // [1, 32]: the colour map ends at 1/contrast of the range
  bool operator==(const ImageLook&) const = default;
};

// What the ranges are called and mean, in the order of MapScale.
struct ScaleWords {
  std::array<std::string, 3> names, docs;
};

// The button, and the list while it is open. Returns whether the look changed. `draw_more` adds
// what the panel has beside.
bool draw_look_menu(const FrameContext& frame, ImageLook& look, const ScaleWords& words,
                    const std::function<void()>& draw_more = {});

}  // namespace netdyno::app
