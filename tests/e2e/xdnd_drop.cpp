// SPDX-License-Identifier: MIT
//
// Drops a file onto a window as a file manager does: the source's side of XDND version 5.
//
//   xdnd_drop WINDOW FILE      exit status 0 when the window says that it took the file
//
//   Source   https://freedesktop.org/wiki/Specifications/XDND
#include <X11/Xlib.h>

#include <array>
#include <cctype>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <string>
#include <thread>
#include <utility>

namespace {

constexpr int kVersion = 5;
constexpr double kLimitSecs = 20;

// As in a URI: what is no letter, digit, dot, slash, dash or underscore as %XX.
std::string uri_of(const std::string& file) {
  std::string uri = "file://";
  for (const char c : file) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_plain = std::isalnum(byte) || std::strchr("/._-", c);
    std::array<char, 4> escaped{};
    std::snprintf(escaped.data(), escaped.size(), "%%%02X", byte);
    uri += is_plain ? std::string(1, c) : std::string(escaped.data());
  }
  return uri + "\r\n";
}

class Source {
 public:
  Source(Display* display, Window target, std::string uri)
      : display_(display), target_(target), uri_(std::move(uri)) {
    own_ = XCreateSimpleWindow(display, DefaultRootWindow(display), 0, 0, 1, 1, 0, 0, 0);
    XSetSelectionOwner(display, atom("XdndSelection"), own_, CurrentTime);
  }

  // True when the target finished and said that it took what was dropped.
  bool drop() {
    const auto own = static_cast<long>(own_);
    const auto list = static_cast<long>(atom("text/uri-list"));
    send("XdndEnter", {own, kVersion << 24, list, 0, 0});
    send("XdndPosition",
         {own, 0, 200 << 16 | 200, CurrentTime, static_cast<long>(atom("XdndActionCopy"))});
    XEvent event;
    if (!wait_for("XdndStatus", event) || !(event.xclient.data.l[1] & 1)) return false;
    send("XdndDrop", {own, 0, CurrentTime, 0, 0});
    return wait_for("XdndFinished", event) && (event.xclient.data.l[1] & 1);
  }

 private:
  Atom atom(const char* name) const { return XInternAtom(display_, name, False); }

  void send(const char* type, const std::array<long, 5>& data) {
    XEvent event{};
    event.xclient.type = ClientMessage;
    event.xclient.window = target_;
    event.xclient.message_type = atom(type);
    event.xclient.format = 32;
    for (std::size_t i = 0; i < data.size(); ++i) event.xclient.data.l[i] = data[i];
    XSendEvent(display_, target_, False, NoEventMask, &event);
    XFlush(display_);
  }

  // Answers requests for the file's name meanwhile.
  bool wait_for(const char* type, XEvent& event) {
    using Clock = std::chrono::steady_clock;
    const auto end = Clock::now() + std::chrono::duration<double>(kLimitSecs);
    while (Clock::now() < end) {
      if (XPending(display_) == 0) {
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
        continue;
      }
      XNextEvent(display_, &event);
      if (event.type == SelectionRequest) hand_over(event.xselectionrequest);
      if (event.type == ClientMessage && event.xclient.message_type == atom(type)) return true;
    }
    return false;
  }

  void hand_over(const XSelectionRequestEvent& request) {
    XChangeProperty(display_, request.requestor, request.property, request.target, 8,
                    PropModeReplace, reinterpret_cast<const unsigned char*>(uri_.data()),
                    static_cast<int>(uri_.size()));
    XEvent answer{};
    answer.xselection.type = SelectionNotify;
    answer.xselection.requestor = request.requestor;
    answer.xselection.selection = request.selection;
    answer.xselection.target = request.target;
    answer.xselection.property = request.property;
    answer.xselection.time = request.time;
    XSendEvent(display_, request.requestor, False, NoEventMask, &answer);
    XFlush(display_);
  }

  Display* display_;
  Window target_, own_ = 0;
  std::string uri_;
};

}  // namespace

int main(int count, char** arguments) {
  if (count != 3) return 2;
  Display* display = XOpenDisplay(nullptr);
  if (!display) return 2;
  const bool is_taken = Source(display, std::stoul(arguments[1]), uri_of(arguments[2])).drop();
  XCloseDisplay(display);
  return is_taken ? 0 : 1;
}
