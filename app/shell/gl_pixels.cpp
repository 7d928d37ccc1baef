// SPDX-License-Identifier: MIT
#include "app/shell/gl_pixels.h"

#include <GL/gl.h>
#include <backends/imgui_impl_opengl3.h>
#include <imgui.h>

#include <algorithm>
#include <bit>

namespace netdyno::app {

static_assert(std::endian::native == std::endian::little, "Pixels have R in the lowest byte");

void draw_frame(int width, int height, const Color& background) {
  glViewport(0, 0, width, height);
  glClearColor(background.r, background.g, background.b, 1);
  glClear(GL_COLOR_BUFFER_BIT);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
}

Pixels read_frame(int width, int height) {
  Pixels pixels{width, height, {}};
  const auto row = static_cast<std::size_t>(width);
  pixels.rgba.resize(row * static_cast<std::size_t>(height));
  glPixelStorei(GL_PACK_ALIGNMENT, 4);
  glReadPixels(0, 0, width, height, GL_RGBA, GL_UNSIGNED_BYTE, pixels.rgba.data());
  for (std::uint32_t& pixel : pixels.rgba) pixel |= 0xff000000u;
  // OpenGL's first row is the lowest.
  for (std::size_t top = 0, bottom = static_cast<std::size_t>(height); top + 1 < bottom;) {
    --bottom;
    std::swap_ranges(pixels.rgba.begin() + static_cast<std::ptrdiff_t>(top * row),
                     pixels.rgba.begin() + static_cast<std::ptrdiff_t>((top + 1) * row),
                     pixels.rgba.begin() + static_cast<std::ptrdiff_t>(bottom * row));
    ++top;
  }
  return pixels;
}

void upload_font_atlas() {
  // Has the backend make what it needs, unless it did. Whether that includes a texture of an
  // earlier atlas cannot be asked: building the atlas forgets it.
  ImGui_ImplOpenGL3_NewFrame();
  ImGui_ImplOpenGL3_DestroyFontsTexture();
  ImGui_ImplOpenGL3_CreateFontsTexture();
}

}  // namespace netdyno::app
