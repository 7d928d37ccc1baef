// app/shell/offscreen.h
// SPDX-License-Identifier: MIT
//
// A canvas without a window or display: OpenGL 3.3 by EGL's surfaceless platform, drawing into a
// framebuffer of any size. Needs a UiContext that outlives it.
//
//   Errors   Error when this machine has no EGL that can do it

#pragma once

#include "app/shell/texture_store.h"
#include "app/shell/theme.h"

namespace netdyno::app {

class OffscreenCanvas {
 public:
  OffscreenCanvas(int width, int height);  // pixels
  ~OffscreenCanvas();
  OffscreenCanvas(const OffscreenCanvas&) = delete;
  OffscreenCanvas& operator=(const OffscreenCanvas&) = delete;

  // Gives Dear ImGui the canvas's size and a fixed time step; there is no mouse.
  void begin_frame();
  // What ImGui::Render() left, as pixels.
  Pixels draw(const Color& background);
  // After the font atlas was made anew.
  void upload_fonts();

 private:
  struct Context {  // EGL's, current from its making on
    Context();
    ~Context();
    void* display = nullptr;
    void* context = nullptr;
  };
  void make_framebuffer();

  Context context_;
  int width_;
  int height_;
  unsigned int framebuffer_ = 0;
  unsigned int texture_ = 0;
};

}  // namespace netdyno::app
