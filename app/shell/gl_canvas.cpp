// SPDX-License-Identifier: MIT
#define GL_GLEXT_PROTOTYPES
#include "app/shell/gl_canvas.h"

#include <GL/gl.h>
#include <GL/glext.h>
#include <backends/imgui_impl_opengl3.h>

#include <deque>

#include "app/shell/gl_pixels.h"

namespace netdyno::app {

GlCanvas::~GlCanvas() {
  resize(0, 0);
}

void GlCanvas::resize(int width, int height) {
  if (framebuffer_) glDeleteFramebuffers(1, &framebuffer_);
  if (colors_) glDeleteRenderbuffers(1, &colors_);
  framebuffer_ = colors_ = 0;
  width_ = width;
  height_ = height;
  damage_.forget();
  if (width <= 0 || height <= 0) return;
  glGenRenderbuffers(1, &colors_);
  glBindRenderbuffer(GL_RENDERBUFFER, colors_);
  glRenderbufferStorage(GL_RENDERBUFFER, GL_RGBA8, width, height);
  glGenFramebuffers(1, &framebuffer_);
  glBindFramebuffer(GL_FRAMEBUFFER, framebuffer_);
  glFramebufferRenderbuffer(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_RENDERBUFFER, colors_);
}

bool GlCanvas::draw(int width, int height, const Color& background) {
  if (width != width_ || height != height_ || !(background == background_)) resize(width, height);
  background_ = background;
  if (!framebuffer_) return false;
  const std::vector<PixelRect> parts = damage_.update(*ImGui::GetDrawData());
  if (parts.empty()) return false;
  glBindFramebuffer(GL_FRAMEBUFFER, framebuffer_);
  for (const PixelRect& part : parts) draw_part(part, background);
  glBindFramebuffer(GL_FRAMEBUFFER, 0);
  return true;
}

void GlCanvas::draw_part(const PixelRect& rect, const Color& background) const {
  glEnable(GL_SCISSOR_TEST);
  glScissor(rect.left, height_ - rect.bottom, rect.right - rect.left, rect.bottom - rect.top);
  glClearColor(background.r, background.g, background.b, 1);
  glClear(GL_COLOR_BUFFER_BIT);
  glDisable(GL_SCISSOR_TEST);
  ImDrawData data = *ImGui::GetDrawData();
  const ImVec2 scale = data.FramebufferScale, origin = data.DisplayPos;
  const ImVec4 clip(static_cast<float>(rect.left) / scale.x + origin.x,
                    static_cast<float>(rect.top) / scale.y + origin.y,
                    static_cast<float>(rect.right) / scale.x + origin.x,
                    static_cast<float>(rect.bottom) / scale.y + origin.y);
  std::deque<ClippedCommands> clipped;
  std::vector<ImDrawList*> lists;
  for (int n = 0; n < data.CmdListsCount; ++n) {
    ImDrawList* list = data.CmdLists[n];
    clipped.emplace_back(*list, clip);
    if (!list->CmdBuffer.empty()) lists.push_back(list);
  }
  data.CmdLists = lists.data();
  data.CmdListsCount = static_cast<int>(lists.size());
  ImGui_ImplOpenGL3_RenderDrawData(&data);
}

void GlCanvas::show() const {
  glBindFramebuffer(GL_READ_FRAMEBUFFER, framebuffer_);
  glBindFramebuffer(GL_DRAW_FRAMEBUFFER, 0);
  glBlitFramebuffer(0, 0, width_, height_, 0, 0, width_, height_, GL_COLOR_BUFFER_BIT, GL_NEAREST);
  glBindFramebuffer(GL_FRAMEBUFFER, 0);
}

Pixels GlCanvas::read() const {
  glBindFramebuffer(GL_FRAMEBUFFER, framebuffer_);
  Pixels pixels = read_frame(width_, height_);
  glBindFramebuffer(GL_FRAMEBUFFER, 0);
  return pixels;
}

}  // namespace netdyno::app
