// app/shell/window_clipboard.h
// SPDX-License-Identifier: MIT
//
// Offers a picture to other programs through the clipboard of X11, which GLFW fills with text only.
// As X has it, the program that offers also hands out: call serve() while is_offering(). What was
// offered is gone when the app ends or anything else is copied.
//
//   Thread   the window's
//   Errors   Error where there is no X server, or the picture is larger than it takes at once
//   Source   Inter-Client Communication Conventions Manual 2.0, sec. 2; targets TARGETS, TIMESTAMP
//            and image/png

#pragma once

#include <memory>
#include <string>

namespace netdyno::app {

class WindowClipboard {
 public:
  WindowClipboard();
  ~WindowClipboard();
  WindowClipboard(const WindowClipboard&) = delete;
  WindowClipboard& operator=(const WindowClipboard&) = delete;

  // `png`: a PNG file's bytes.
  void offer(std::string png);
  bool is_offering() const;
  // Answers what other programs asked since the last call. Returns at once.
  void serve();

 private:
  class Owner;
  std::unique_ptr<Owner> owner_;  // its own connection, opened by the first offer
};

}  // namespace netdyno::app
