// app/panels/image_widgets.h
// SPDX-License-Identifier: MIT
//
// Small images enlarged without blur, and the legends of colour maps.

#pragma once

#include <imgui.h>

#include <functional>
#include <string>

#include "app/panels/frame_context.h"

namespace netdyno::app {

// The largest size within `box_px` that shows `extent` pixels at a whole multiple; `box_px` itself
// where they do not fit once.
float enlarged(float extent, float box_px);

// One image of a texture, drawn as a button that can be clicked or reached by keyboard.
struct PictureTile {
  const char* id;
  void* texture;
  ImVec2 uv_min{0, 0}, uv_max{1, 1};  // of the whole image
  ImVec2 size;                        // in pixels on screen
  std::string tooltip;
  bool follows_zoom = true;  // shows the part that the common zoom says
};

// At the cursor. Ctrl + wheel zooms all images, a drag moves the part that is seen, a double click
// shows the whole again. Returns whether it was clicked.
bool draw_tile(const FrameContext& frame, const PictureTile& tile);

// A strip of a map's colours over the available width with what its ends (and its middle, unless
// empty) mean.
struct MapLegend {
  std::string key;  // of the texture
  std::function<Pixels()> paint;
  std::string low, middle, high;
  float width_px = 0;  // 0: all that is available
};
void draw_map_legend(const FrameContext& frame, const MapLegend& legend);
float map_legend_height(const Theme& theme);

}  // namespace netdyno::app
