// app/panels/picture_viewer.h
// SPDX-License-Identifier: MIT
//
// One picture of a panel enlarged without blur, over everything else: pixel by pixel with its
// values, or at its actual size. The arrow keys and buttons go to its neighbours.

#pragma once

#include <imgui.h>

#include <functional>
#include <string>

#include "app/panels/frame_context.h"
#include "engine/core/shape.h"

namespace netdyno::app {

struct ViewedPicture {
  void* texture = nullptr;
  ImVec2 uv_min{0, 0}, uv_max{1, 1};
  Index width = 1, height = 1;  // in its own pixels
  std::string caption;
  std::function<std::string(Index x, Index y)> pixel_text;  // what the pixel holds; may be empty
};

class PictureViewer {
 public:
  void open(std::size_t picture);
  // While it is open, draws one of `count` pictures; must be called in every frame of the panel.
  void draw(const FrameContext& frame, std::size_t count,
            const std::function<ViewedPicture(std::size_t)>& picture);

 private:
  void draw_bar(const FrameContext& frame, std::size_t count);

  std::size_t picture_ = 0;
  bool is_opening_ = false;
  bool is_actual_size_ = false;
};

}  // namespace netdyno::app
