// app/shell/gl_canvas.h
// SPDX-License-Identifier: MIT
//
// A picture that stays between frames, so that only what changed is drawn again, and the window is
// given a copy.
//
//   Thread   that of the OpenGL 3.3 context, which must be current, also in the destructor

#pragma once

#include "app/shell/frame_damage.h"
#include "app/shell/texture_store.h"
#include "app/shell/theme.h"

namespace netdyno::app {

class GlCanvas {
 public:
  GlCanvas() = default;
  ~GlCanvas();
  GlCanvas(const GlCanvas&) = delete;
  GlCanvas& operator=(const GlCanvas&) = delete;

  // Draws what ImGui::Render() left, as far as it is not there yet. False when nothing changed.
  bool draw(int width, int height, const Color& background);
  // Copies the picture into the window's back buffer.
  void show() const;
  // The picture, top row first.
  Pixels read() const;
  // What is drawn looks different though Dear ImGui's output is the same: a new font atlas.
  void forget() { damage_.forget(); }

 private:
  void resize(int width, int height);
  void draw_part(const PixelRect& rect, const Color& background) const;

  unsigned int framebuffer_ = 0, colors_ = 0;  // OpenGL's names
  int width_ = 0, height_ = 0;
  Color background_;
  FrameDamage damage_;
};

}  // namespace netdyno::app
