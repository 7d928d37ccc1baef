// SPDX-License-Identifier: MIT
#include "app/panels/picture_viewer.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "app/chart/canvas.h"
#include "app/panels/image_widgets.h"
#include "app/panels/widgets.h"

namespace netdyno::app {

namespace {

constexpr float kShareOfScreen = 0.7f;
constexpr const char* kViewerPopup = "enlarged picture";

// Of the picture on screen: enlarged by a whole number to fill most of the window, or as it is.
ImVec2 size_on_screen(const ViewedPicture& picture, bool is_actual_size, const Theme& theme) {
  const auto width = static_cast<float>(picture.width);
  const auto height = static_cast<float>(picture.height);
  if (is_actual_size) return {width, height};
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  const float bars = 4 * theme.font_px;
  const float fit =
      std::min(kShareOfScreen * screen.x / width, (kShareOfScreen * screen.y - bars) / height);
  const float times = fit >= 1 ? std::floor(fit) : std::max(fit, 0.01f);
  return {width * times, height * times};
}

void draw_picture_with_values(const FrameContext& frame, const ViewedPicture& picture,
                              bool is_actual_size) {
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  const ImVec2 size = size_on_screen(picture, is_actual_size, frame.theme);
  ImGui::Dummy(size);
  const ImVec2 max(corner.x + size.x, corner.y + size.y);
  ImDrawList& canvas = *ImGui::GetWindowDrawList();
  canvas.AddImage(picture.texture, corner, max, picture.uv_min, picture.uv_max);
  canvas.AddRect(corner, max, packed(frame.theme.border));
  if (!ImGui::IsItemHovered() || !picture.pixel_text) return;
  const ImVec2 pointer = ImGui::GetIO().MousePos;
  const auto pixel = [](float at, float extent, Index count) {
    const auto i = static_cast<Index>(at / extent * static_cast<float>(count));
    return std::clamp(i, Index{0}, count - 1);
  };
  const Index x = pixel(pointer.x - corner.x, size.x, picture.width);
  const Index y = pixel(pointer.y - corner.y, size.y, picture.height);
  draw_tooltip(fmt::format("column {}, row {}: {}", x, y, picture.pixel_text(x, y)));
}

}  // namespace

void PictureViewer::open(std::size_t picture) {
  picture_ = picture;
  is_opening_ = true;
}

void PictureViewer::draw_bar(const FrameContext& frame, std::size_t count) {
  const auto is_pressed = [](ImGuiKey key) {
    return ImGui::IsKeyPressed(ImGui::GetKeyIndex(key), true);
  };
  ImGui::PushID("viewer");
  const bool goes_back = ImGui::Button("Previous") || is_pressed(ImGuiKey_PageUp);
  draw_tooltip("The picture before (Page Up)");
  ImGui::SameLine();
  const bool goes_on = ImGui::Button("Next") || is_pressed(ImGuiKey_PageDown);
  draw_tooltip("The picture after (Page Down)");
  if (goes_back) picture_ = (picture_ + count - 1) % count;
  if (goes_on) picture_ = (picture_ + 1) % count;
  ImGui::SameLine();
  ImGui::Checkbox("actual size", &is_actual_size_);
  draw_tooltip("One pixel of the picture is one pixel of the screen; else enlarged without blur");
  ImGui::SameLine();
  if (ImGui::Button("Close")) ImGui::CloseCurrentPopup();
  draw_tooltip("Back to all pictures (Escape)");
  ImGui::SameLine();
  ImGui::AlignTextToFramePadding();
  draw_text_line(fmt::format("{} of {}", picture_ + 1, count), frame.theme.text_muted);
  ImGui::PopID();
}

void PictureViewer::draw(const FrameContext& frame, std::size_t count,
                         const std::function<ViewedPicture(std::size_t)>& picture) {
  if (is_opening_) ImGui::OpenPopup(kViewerPopup);
  is_opening_ = false;
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  ImGui::SetNextWindowPos(ImVec2(screen.x / 2, screen.y / 2), ImGuiCond_Always, ImVec2(0.5f, 0.5f));
  if (!ImGui::BeginPopup(kViewerPopup)) return;
  if (count == 0) {
    ImGui::CloseCurrentPopup();
  } else {
    picture_ = std::min(picture_, count - 1);
    draw_bar(frame, count);
    const ViewedPicture viewed = picture(picture_);
    draw_text_line(viewed.caption, frame.theme.text);
    draw_picture_with_values(frame, viewed, is_actual_size_);
  }
  ImGui::EndPopup();
}

}  // namespace netdyno::app
