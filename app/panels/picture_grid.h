// app/panels/picture_grid.h
// SPDX-License-Identifier: MIT
//
// Small pictures of one sheet side by side, as large as they fit, each with lines below it.

#pragma once

#include <imgui.h>

#include <functional>
#include <optional>
#include <string>

#include "app/panels/frame_context.h"

namespace netdyno::app {

struct PictureGrid {
  std::string key;            // of the texture: pictures one above the other
  std::uint64_t version = 0;  // of its pixels
  std::function<Pixels()> paint;
  Shape shape;
  std::size_t count = 0;
  std::function<std::string(std::size_t)> caption;  // empty: no line below
  int caption_lines = 1;
  float least_px = 32;        // side of a picture at scale 1 below which they scroll
  float laid_out_height = 0;  // that their size and order are made for; 0: the available
  std::function<std::string(std::size_t)> tooltip;
  std::optional<std::size_t> chosen;  // is framed
  bool is_choosable = false;
};

// Fills the width and height that are available, and scrolls rather than draw pictures too small to
// see. Returns the picture that was clicked.
std::optional<std::size_t> draw_picture_grid(const FrameContext& frame, const PictureGrid& grid);

}  // namespace netdyno::app
