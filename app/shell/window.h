// app/shell/window.h
// SPDX-License-Identifier: MIT
//
// The window: GLFW with OpenGL 3.3, and the Dear ImGui backends for both. Needs a UiContext that
// outlives it.
//
//   Thread   the main thread's; wake() any
//   Errors   NoDisplay when there is none, or none that draws OpenGL 3.3

#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "app/shell/gl_canvas.h"
#include "app/shell/key_latch.h"
#include "app/shell/mouse_latch.h"
#include "app/shell/texture_store.h"
#include "app/shell/theme.h"
#include "engine/core/error.h"

struct GLFWwindow;

namespace netdyno::app {

class NoDisplay : public Error {
 public:
  using Error::Error;
};

class Window {
 public:
  explicit Window(const std::string& title);
  ~Window();
  Window(const Window&) = delete;
  Window& operator=(const Window&) = delete;

  // Waits until something happens, at most `limit_secs`. Returns what it was.
  struct Happened {
    bool input = false;  // a person did something, or the window must be drawn again
    bool woken = false;  // wake() was called
  };
  Happened wait(double limit_secs);
  // Ends a running or the next wait().
  static void wake();

  // Files and folders that were dropped onto the window since the last call.
  std::vector<std::filesystem::path> take_dropped() { return std::exchange(dropped_, {}); }

  // Gives Dear ImGui the input since the last frame.
  void begin_frame();
  // Draws what of ImGui::Render()'s work is not there yet, but does not show it.
  void draw(const Color& background);
  // What draw() drew.
  Pixels read_pixels() const;
  // Shows it, if anything changed.
  void present();

  // After the font atlas was made anew.
  void upload_fonts();
  void set_title(const std::string& title);
  // Of the monitor that the window's middle is on; back to where the window was.
  void set_fullscreen(bool is_fullscreen);

  bool is_close_requested() const;
  bool is_minimized() const;
  // Input that came too fast for one frame waits for the next.
  bool has_pending_input() const { return !keys_.empty() || !mouse_.empty(); }
  // 1 at 96 dpi.
  float content_scale() const;
  // OpenGL is computed by the processor, which training needs too.
  bool draws_in_software() const { return draws_in_software_; }

 private:
  struct Library {  // GLFW itself
    Library();
    ~Library();
  };
  struct Callbacks;

  void install_callbacks();
  void deliver(const KeyEvent& event);
  void deliver_mouse();

  Library library_;
  GLFWwindow* window_ = nullptr;
  KeyLatch keys_;
  MouseLatch mouse_;
  bool has_input_ = true;
  bool draws_in_software_ = false;
  bool must_present_ = true;
  std::unique_ptr<GlCanvas> canvas_;  // goes before the context
  std::vector<std::filesystem::path> dropped_;
  std::string title_;
  struct Place {
    int x = 0, y = 0, width = 0, height = 0;
  } windowed_;  // before it became full screen
};

}  // namespace netdyno::app
