// SPDX-License-Identifier: MIT
#define GL_GLEXT_PROTOTYPES
#define GLFW_INCLUDE_GLEXT
#include "app/shell/window.h"

#include <GLFW/glfw3.h>
#include <backends/imgui_impl_glfw.h>
#include <backends/imgui_impl_opengl3.h>
#include <imgui.h>

#include <algorithm>
#include <cctype>
#include <chrono>
#include <cmath>
#include <cstring>
#include <string_view>
#include <utility>

#include "app/shell/gl_pixels.h"

namespace netdyno::app {
namespace {

constexpr float kPreferredWidth = 1600, kPreferredHeight = 1000;  // pixels at scale 1
constexpr int kSmallestWidth = 640, kSmallestHeight = 400;

[[noreturn]] void fail_to_open(const std::string& what) {
  const char* reason = nullptr;
  glfwGetError(&reason);
  throw NoDisplay(what + (reason ? std::string(": ") + reason : ""));
}

// As large as preferred, or as the screen has room for beside its bars.
void choose_size(int& width, int& height) {
  float scale_x = 1, scale_y = 1;
  GLFWmonitor* monitor = glfwGetPrimaryMonitor();
  if (monitor) glfwGetMonitorContentScale(monitor, &scale_x, &scale_y);
  width = static_cast<int>(kPreferredWidth * scale_x);
  height = static_cast<int>(kPreferredHeight * scale_y);
  if (!monitor) return;
  int x, y, free_width, free_height;
  glfwGetMonitorWorkarea(monitor, &x, &y, &free_width, &free_height);
  width = std::clamp(width, kSmallestWidth, std::max(kSmallestWidth, free_width));
  height = std::clamp(height, kSmallestHeight, std::max(kSmallestHeight, free_height));
}

GLFWwindow* open_window(const std::string& title) {
  glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
  glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
  glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
  glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
  glfwWindowHintString(GLFW_X11_CLASS_NAME, "Netdyno");
  glfwWindowHintString(GLFW_X11_INSTANCE_NAME, "netdyno");
  int width, height;
  choose_size(width, height);
  GLFWwindow* window = glfwCreateWindow(width, height, title.c_str(), nullptr, nullptr);
  if (!window) fail_to_open("Cannot open a window with OpenGL 3.3");
  glfwSetWindowSizeLimits(window, kSmallestWidth, kSmallestHeight, GLFW_DONT_CARE, GLFW_DONT_CARE);
  return window;
}

// The primary one where none is there; null without any.
GLFWmonitor* monitor_at(int x, int y) {
  int count = 0;
  GLFWmonitor** monitors = glfwGetMonitors(&count);
  for (int i = 0; i < count; ++i) {
    int left = 0, top = 0;
    glfwGetMonitorPos(monitors[i], &left, &top);
    const GLFWvidmode* mode = glfwGetVideoMode(monitors[i]);
    if (mode && x >= left && x < left + mode->width && y >= top && y < top + mode->height)
      return monitors[i];
  }
  return glfwGetPrimaryMonitor();
}

bool is_software(std::string_view renderer) {
  return renderer.find("llvmpipe") != renderer.npos || renderer.find("softpipe") != renderer.npos ||
         renderer.find("SWR") != renderer.npos || renderer.find("SwiftShader") != renderer.npos;
}

// GLFW names keys by their place on a US keyboard; shortcuts mean what is printed on them.
int printed_key(int key, int scancode) {
  if (key >= GLFW_KEY_KP_0 && key <= GLFW_KEY_KP_EQUAL) return key;
  const char* name = glfwGetKeyName(key, scancode);
  if (!name || std::strlen(name) != 1) return key;
  const auto character = static_cast<unsigned char>(name[0]);
  return std::isgraph(character) ? std::toupper(character) : key;
}

bool is_modifier_key(int key) {
  return key >= GLFW_KEY_LEFT_SHIFT && key <= GLFW_KEY_RIGHT_SUPER;
}

}  // namespace

Window::Library::Library() {
  if (!glfwInit()) fail_to_open("There is no display to open a window on");
}

Window::Library::~Library() {
  glfwTerminate();
}

struct Window::Callbacks {
  static Window& owner(GLFWwindow* window) {
    auto& self = *static_cast<Window*>(glfwGetWindowUserPointer(window));
    self.has_input_ = true;
    return self;
  }
  static void key(GLFWwindow* window, int key, int scancode, int action, int modifiers) {
    Window& self = owner(window);
    // Dear ImGui repeats keys by itself.
    if (key == GLFW_KEY_UNKNOWN || action == GLFW_REPEAT) return;
    self.keys_.push({.kind = action == GLFW_PRESS ? KeyEvent::Kind::Press : KeyEvent::Kind::Release,
                     .key = printed_key(key, scancode),
                     .scancode = scancode,
                     .modifiers = modifiers,
                     .is_modifier = is_modifier_key(key)});
  }
  static void character(GLFWwindow* window, unsigned int character) {
    owner(window).keys_.push({.kind = KeyEvent::Kind::Character, .character = character});
  }
  static void button(GLFWwindow* window, int button, int action, int) {
    using Kind = MouseEvent::Kind;
    owner(window).mouse_.push(
        {.kind = action == GLFW_PRESS ? Kind::Press : Kind::Release, .button = button});
  }
  static void scroll(GLFWwindow* window, double x, double y) {
    owner(window);
    ImGui_ImplGlfw_ScrollCallback(window, x, y);
  }
  static void focus(GLFWwindow* window, int focused) {
    owner(window);
    ImGui_ImplGlfw_WindowFocusCallback(window, focused);
  }
  static void enter(GLFWwindow* window, int entered) {
    owner(window);
    ImGui_ImplGlfw_CursorEnterCallback(window, entered);
  }
  static void cursor(GLFWwindow* window, double x, double y) {
    owner(window).mouse_.push({.x = static_cast<float>(x), .y = static_cast<float>(y)});
  }
  static void size(GLFWwindow* window, int, int) { owner(window).must_present_ = true; }
  static void scale(GLFWwindow* window, float, float) { owner(window); }
  // What another window covered is to be shown again, though nothing in it changed.
  static void refresh(GLFWwindow* window) { owner(window).must_present_ = true; }
  static void drop(GLFWwindow* window, int count, const char** paths) {
    Window& self = owner(window);
    for (int i = 0; i < count; ++i) self.dropped_.emplace_back(paths[i]);
  }
};

Window::Window(const std::string& title) : window_(open_window(title)), title_(title) {
  glfwMakeContextCurrent(window_);
  glfwSwapInterval(1);
  const auto* renderer = reinterpret_cast<const char*>(glGetString(GL_RENDERER));
  draws_in_software_ = renderer && is_software(renderer);
  install_callbacks();
  ImGui_ImplGlfw_InitForOpenGL(window_, false);
  ImGui_ImplOpenGL3_Init("#version 330 core");
  canvas_ = std::make_unique<GlCanvas>();
}

Window::~Window() {
  canvas_.reset();
  ImGui_ImplOpenGL3_Shutdown();
  ImGui_ImplGlfw_Shutdown();
  glfwDestroyWindow(window_);
}

void Window::install_callbacks() {
  glfwSetWindowUserPointer(window_, this);
  glfwSetKeyCallback(window_, Callbacks::key);
  glfwSetCharCallback(window_, Callbacks::character);
  glfwSetMouseButtonCallback(window_, Callbacks::button);
  glfwSetScrollCallback(window_, Callbacks::scroll);
  glfwSetWindowFocusCallback(window_, Callbacks::focus);
  glfwSetCursorEnterCallback(window_, Callbacks::enter);
  glfwSetCursorPosCallback(window_, Callbacks::cursor);
  glfwSetFramebufferSizeCallback(window_, Callbacks::size);
  glfwSetWindowContentScaleCallback(window_, Callbacks::scale);
  glfwSetWindowRefreshCallback(window_, Callbacks::refresh);
  glfwSetDropCallback(window_, Callbacks::drop);
}

Window::Happened Window::wait(double limit_secs) {
  using Clock = std::chrono::steady_clock;
  const Clock::time_point start = Clock::now();
  if (limit_secs > 0)
    glfwWaitEventsTimeout(limit_secs);
  else
    glfwPollEvents();
  Happened happened;
  happened.input = std::exchange(has_input_, false) || has_pending_input();
  // Nothing but an empty event ends a wait early without calling back.
  const double waited_secs = std::chrono::duration<double>(Clock::now() - start).count();
  happened.woken = !happened.input && limit_secs > 0 && waited_secs < limit_secs;
  return happened;
}

void Window::wake() {
  glfwPostEmptyEvent();
}

void Window::begin_frame() {
  for (const KeyEvent& event : keys_.take_frame(ImGui::GetIO().WantTextInput)) deliver(event);
  ImGui_ImplOpenGL3_NewFrame();
  ImGui_ImplGlfw_NewFrame();
  deliver_mouse();
}

// After the backend, which looks at where mouse and buttons are now.
void Window::deliver_mouse() {
  mouse_.take_frame();
  ImGuiIO& io = ImGui::GetIO();
  for (std::size_t button = 0; button < MouseLatch::kButtons; ++button)
    io.MouseDown[button] = mouse_.is_down(button);
  // Without the pointer in the window there is no position.
  if (ImGui::IsMousePosValid(&io.MousePos) && mouse_.has_position())
    io.MousePos = ImVec2(mouse_.x(), mouse_.y());
}

void Window::deliver(const KeyEvent& event) {
  if (event.kind == KeyEvent::Kind::Character)
    ImGui_ImplGlfw_CharCallback(window_, event.character);
  else
    ImGui_ImplGlfw_KeyCallback(window_, event.key, event.scancode,
                               event.kind == KeyEvent::Kind::Press ? GLFW_PRESS : GLFW_RELEASE,
                               event.modifiers);
}

void Window::draw(const Color& background) {
  int width, height;
  glfwGetFramebufferSize(window_, &width, &height);
  if (canvas_->draw(width, height, background)) must_present_ = true;
}

Pixels Window::read_pixels() const {
  return canvas_->read();
}

void Window::present() {
  if (!std::exchange(must_present_, false)) return;
  canvas_->show();
  glfwSwapBuffers(window_);
}

void Window::upload_fonts() {
  upload_font_atlas();
  canvas_->forget();
}

void Window::set_fullscreen(bool is_fullscreen) {
  if (is_fullscreen == (glfwGetWindowMonitor(window_) != nullptr)) return;
  Place& place = windowed_;
  if (is_fullscreen) {
    glfwGetWindowPos(window_, &place.x, &place.y);
    glfwGetWindowSize(window_, &place.width, &place.height);
    GLFWmonitor* monitor = monitor_at(place.x + place.width / 2, place.y + place.height / 2);
    const GLFWvidmode* mode = monitor ? glfwGetVideoMode(monitor) : nullptr;
    if (!mode) return;
    glfwSetWindowMonitor(window_, monitor, 0, 0, mode->width, mode->height, mode->refreshRate);
  } else {
    glfwSetWindowMonitor(window_, nullptr, place.x, place.y, place.width, place.height,
                         GLFW_DONT_CARE);
  }
}

void Window::set_title(const std::string& title) {
  if (title == title_) return;
  title_ = title;
  glfwSetWindowTitle(window_, title.c_str());
}

bool Window::is_close_requested() const {
  return glfwWindowShouldClose(window_);
}

bool Window::is_minimized() const {
  return glfwGetWindowAttrib(window_, GLFW_ICONIFIED);
}

float Window::content_scale() const {
  float x = 1, y = 1;
  glfwGetWindowContentScale(window_, &x, &y);
  return std::max(0.5f, std::min(x, y));
}

}  // namespace netdyno::app
