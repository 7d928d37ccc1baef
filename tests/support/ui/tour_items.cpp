// SPDX-License-Identifier: MIT
//
// Linked into the app for the tour by mouse: before each frame, writes where the controls of the
// last one are to the file that NETDYNO_ITEMS names, one in a row:
//
//   left top right bottom <tab> window <tab> label
//
// in pixels of the window, of the part that can be seen; only what can be pressed.
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "tests/support/ui/item_log.h"

namespace netdyno::test {

namespace {

constexpr float kLeastVisible = 3;  // pixels

// One line without tabs.
std::string plain(std::string text) {
  std::ranges::replace_if(
      text, [](char c) { return c == '\t' || c == '\n'; }, ' ');
  return text;
}

std::string text_of_items() {
  std::string text;
  for (const Item& item : items()) {
    if (item.id == 0 || !item.is_visible || item.is_disabled) continue;
    const float left = std::max(item.min.x, item.clip_min.x);
    const float top = std::max(item.min.y, item.clip_min.y);
    const float right = std::min(item.max.x, item.clip_max.x);
    const float bottom = std::min(item.max.y, item.clip_max.y);
    if (right - left < kLeastVisible || bottom - top < kLeastVisible) continue;
    text += fmt::format("{:.0f} {:.0f} {:.0f} {:.0f}\t{}\t{}\n", left, top, right, bottom,
                        plain(item.window), plain(item.label));
  }
  return text;
}

// What the wrapped function keeps between frames.
std::string& written_text() {
  static std::string text;
  return text;
}

void write_items(const std::filesystem::path& file) {
  std::string text = text_of_items();
  if (text == written_text()) return;
  const std::filesystem::path unfinished = file.string() + ".unfinished";
  std::ofstream(unfinished) << text;
  std::filesystem::rename(unfinished, file);
  written_text() = std::move(text);
}

}  // namespace

}  // namespace netdyno::test

extern "C" {

void __real__ZN5ImGui8NewFrameEv();

// void ImGui::NewFrame()
void __wrap__ZN5ImGui8NewFrameEv() {
  if (const char* file = std::getenv("NETDYNO_ITEMS")) netdyno::test::write_items(file);
  netdyno::test::forget_items();
  __real__ZN5ImGui8NewFrameEv();
}

}  // extern "C"
