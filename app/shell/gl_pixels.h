// app/shell/gl_pixels.h
// SPDX-License-Identifier: MIT
//
// What a window and an off-screen canvas have in common: drawing Dear ImGui's draw data into the
// bound framebuffer and reading it back. Needs a current OpenGL 3.3 context and ImGui's OpenGL
// backend.

#pragma once

#include "app/shell/texture_store.h"
#include "app/shell/theme.h"

namespace netdyno::app {

// Clears the bound framebuffer and draws what ImGui::Render() left.
void draw_frame(int width, int height, const Color& background);

// The bound framebuffer, top row first, opaque.
Pixels read_frame(int width, int height);

// After the font atlas was made anew.
void upload_font_atlas();

}  // namespace netdyno::app
