// SPDX-License-Identifier: MIT
#define GL_GLEXT_PROTOTYPES
#include "app/shell/offscreen.h"

#include <EGL/egl.h>
#include <EGL/eglext.h>
#include <GL/gl.h>
#include <GL/glext.h>
#include <backends/imgui_impl_opengl3.h>
#include <fmt/core.h>
#include <imgui.h>

#include "app/shell/gl_pixels.h"
#include "engine/core/error.h"

namespace netdyno::app {
namespace {

constexpr float kTimeStepSecs = 1.0f / 60;

[[noreturn]] void fail(const char* what) {
  throw Error(fmt::format("Cannot draw without a display: {} (EGL error 0x{:x})", what,
                          static_cast<unsigned>(eglGetError())),
              "Install Mesa's software renderer, package libgl1 with libegl1");
}

EGLDisplay open_display() {
  const auto get_display = reinterpret_cast<PFNEGLGETPLATFORMDISPLAYEXTPROC>(
      eglGetProcAddress("eglGetPlatformDisplayEXT"));
  if (!get_display) fail("EGL knows no platforms");
  EGLDisplay display = get_display(EGL_PLATFORM_SURFACELESS_MESA, EGL_DEFAULT_DISPLAY, nullptr);
  if (display == EGL_NO_DISPLAY) fail("the surfaceless platform is missing");
  if (!eglInitialize(display, nullptr, nullptr)) fail("EGL does not start");
  return display;
}

EGLContext make_context(EGLDisplay display) {
  eglBindAPI(EGL_OPENGL_API);
  constexpr EGLint kConfig[] = {EGL_SURFACE_TYPE, EGL_PBUFFER_BIT, EGL_RENDERABLE_TYPE,
                                EGL_OPENGL_BIT, EGL_NONE};
  constexpr EGLint kVersion[] = {EGL_CONTEXT_MAJOR_VERSION,
                                 3,
                                 EGL_CONTEXT_MINOR_VERSION,
                                 3,
                                 EGL_CONTEXT_OPENGL_PROFILE_MASK,
                                 EGL_CONTEXT_OPENGL_CORE_PROFILE_BIT,
                                 EGL_NONE};
  EGLConfig config = nullptr;
  EGLint found = 0;
  if (!eglChooseConfig(display, kConfig, &config, 1, &found) || found == 0)
    fail("there is no OpenGL configuration");
  return eglCreateContext(display, config, EGL_NO_CONTEXT, kVersion);
}

}  // namespace

OffscreenCanvas::Context::Context() : display(open_display()) {
  try {
    context = make_context(display);
    if (!context) fail("there is no OpenGL 3.3");
    if (!eglMakeCurrent(display, EGL_NO_SURFACE, EGL_NO_SURFACE, context))
      fail("the context cannot be used without a surface");
  } catch (...) {  // passed on: only what is open is closed here
    if (context) eglDestroyContext(display, context);
    eglTerminate(display);
    throw;
  }
}

OffscreenCanvas::Context::~Context() {
  eglMakeCurrent(display, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
  eglDestroyContext(display, context);
  eglTerminate(display);
}

OffscreenCanvas::OffscreenCanvas(int width, int height) : width_(width), height_(height) {
  make_framebuffer();
  ImGui_ImplOpenGL3_Init("#version 330 core");
}

OffscreenCanvas::~OffscreenCanvas() {
  ImGui_ImplOpenGL3_Shutdown();
  glDeleteFramebuffers(1, &framebuffer_);
  glDeleteTextures(1, &texture_);
}

void OffscreenCanvas::make_framebuffer() {
  GLint largest = 0;
  glGetIntegerv(GL_MAX_TEXTURE_SIZE, &largest);
  if (width_ > largest || height_ > largest)
    throw Error(fmt::format("A picture of {}×{} is too large to draw", width_, height_),
                fmt::format("This renderer draws at most {}×{}", largest, largest));
  glGenTextures(1, &texture_);
  glBindTexture(GL_TEXTURE_2D, texture_);
  glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, width_, height_, 0, GL_RGBA, GL_UNSIGNED_BYTE, nullptr);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
  glGenFramebuffers(1, &framebuffer_);
  glBindFramebuffer(GL_FRAMEBUFFER, framebuffer_);
  glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, texture_, 0);
  if (glCheckFramebufferStatus(GL_FRAMEBUFFER) != GL_FRAMEBUFFER_COMPLETE)
    throw Error("Cannot draw without a display: the framebuffer is not complete");
}

void OffscreenCanvas::begin_frame() {
  ImGui_ImplOpenGL3_NewFrame();
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = {static_cast<float>(width_), static_cast<float>(height_)};
  io.DeltaTime = kTimeStepSecs;
}

Pixels OffscreenCanvas::draw(const Color& background) {
  glBindFramebuffer(GL_FRAMEBUFFER, framebuffer_);
  draw_frame(width_, height_, background);
  return read_frame(width_, height_);
}

void OffscreenCanvas::upload_fonts() {
  upload_font_atlas();
}

}  // namespace netdyno::app
