// SPDX-License-Identifier: MIT
#include "app/shell/window_clipboard.h"

#include <X11/Xatom.h>
#include <X11/Xlib.h>
#include <fmt/core.h>

#include <array>
#include <utility>

#include "engine/core/error.h"

namespace netdyno::app {

namespace {

constexpr std::size_t kRequestHead = 64;  // bytes of a request that are not its data, at most

// A program that asked and went away must not end this one: Xlib's own handler exits.
class ErrorsIgnored {
 public:
  explicit ErrorsIgnored(Display* display)
      : display_(display), previous_(XSetErrorHandler([](Display*, XErrorEvent*) { return 0; })) {}
  ~ErrorsIgnored() {
    XSync(display_, False);
    XSetErrorHandler(previous_);
  }
  ErrorsIgnored(const ErrorsIgnored&) = delete;
  ErrorsIgnored& operator=(const ErrorsIgnored&) = delete;

 private:
  Display* display_;
  XErrorHandler previous_;
};

const unsigned char* bytes_of(const void* data) {
  return static_cast<const unsigned char*>(data);
}

}  // namespace

class WindowClipboard::Owner {
 public:
  Owner() : display_(XOpenDisplay(nullptr)) {
    if (!display_)
      throw Error("Pictures cannot be copied: there is no X server",
                  "Export the figure to a file instead");
    window_ = XCreateSimpleWindow(display_, DefaultRootWindow(display_), 0, 0, 1, 1, 0, 0, 0);
    XSelectInput(display_, window_, PropertyChangeMask);
    clipboard_ = atom("CLIPBOARD");
    targets_ = atom("TARGETS");
    timestamp_ = atom("TIMESTAMP");
    png_target_ = atom("image/png");
  }
  ~Owner() { XCloseDisplay(display_); }
  Owner(const Owner&) = delete;
  Owner& operator=(const Owner&) = delete;

  void offer(std::string png) {
    const std::size_t room = 4 * static_cast<std::size_t>(largest_request());
    if (png.size() + kRequestHead > room)
      throw Error(fmt::format("The picture is too large for the clipboard: {} kB of {} kB",
                              png.size() / 1000, room / 1000),
                  "Lower the dots per inch, or export it to a file");
    png_ = std::move(png);
    since_ = server_time();
    XSetSelectionOwner(display_, clipboard_, window_, since_);
    is_offering_ = XGetSelectionOwner(display_, clipboard_) == window_;
    XFlush(display_);
    if (!is_offering_)
      throw Error("Another program keeps the clipboard",
                  "Try again, or export the figure to a file");
  }

  bool is_offering() const { return is_offering_; }

  void serve() {
    while (XPending(display_) > 0) {
      XEvent event;
      XNextEvent(display_, &event);
      if (event.type == SelectionRequest) answer(event.xselectionrequest);
      if (event.type == SelectionClear && event.xselectionclear.selection == clipboard_) {
        is_offering_ = false;
        png_.clear();
      }
    }
  }

 private:
  Atom atom(const char* name) { return XInternAtom(display_, name, False); }

  // In units of four bytes.
  long largest_request() {
    const long extended = XExtendedMaxRequestSize(display_);
    return extended > 0 ? extended : XMaxRequestSize(display_);
  }

  // The conventions want the time of an event rather than "now".
  Time server_time() {
    const unsigned char nothing = 0;
    XChangeProperty(display_, window_, atom("NETDYNO_TIME"), XA_STRING, 8, PropModeAppend, &nothing,
                    0);
    XEvent event;
    XWindowEvent(display_, window_, PropertyChangeMask, &event);
    return event.xproperty.time;
  }

  void answer(const XSelectionRequestEvent& request) {
    const ErrorsIgnored ignored(display_);
    XEvent reply = {};
    reply.xselection.type = SelectionNotify;
    reply.xselection.requestor = request.requestor;
    reply.xselection.selection = request.selection;
    reply.xselection.target = request.target;
    reply.xselection.time = request.time;
    // Old programs name no property and mean the target.
    const Atom property = request.property ? request.property : request.target;
    reply.xselection.property = put(request, property) ? property : Atom{0};
    XSendEvent(display_, request.requestor, False, NoEventMask, &reply);
  }

  bool put(const XSelectionRequestEvent& request, Atom property) {
    const auto change = [&](Atom type, int bits, const void* data, std::size_t count) {
      XChangeProperty(display_, request.requestor, property, type, bits, PropModeReplace,
                      bytes_of(data), static_cast<int>(count));
      return true;
    };
    if (!is_offering_ || request.selection != clipboard_) return false;
    const std::array<Atom, 3> offered = {targets_, timestamp_, png_target_};
    if (request.target == targets_) return change(XA_ATOM, 32, offered.data(), offered.size());
    if (request.target == timestamp_) return change(XA_INTEGER, 32, &since_, 1);
    if (request.target == png_target_) return change(png_target_, 8, png_.data(), png_.size());
    return false;
  }

  Display* display_;
  ::Window window_ = 0;
  Atom clipboard_ = 0, targets_ = 0, timestamp_ = 0, png_target_ = 0;
  std::string png_;
  Time since_ = 0;  // the server's, in milliseconds
  bool is_offering_ = false;
};

WindowClipboard::WindowClipboard() = default;
WindowClipboard::~WindowClipboard() = default;

void WindowClipboard::offer(std::string png) {
  if (!owner_) owner_ = std::make_unique<Owner>();
  owner_->offer(std::move(png));
}

bool WindowClipboard::is_offering() const {
  return owner_ && owner_->is_offering();
}

void WindowClipboard::serve() {
  if (owner_) owner_->serve();
}

}  // namespace netdyno::app
