// SPDX-License-Identifier: MIT
#include "app/panels/image_look.h"

#include <imgui.h>

#include "app/panels/number_box.h"
#include "app/panels/widgets.h"

namespace netdyno::app {

namespace {

constexpr float kMostContrast = 32;
constexpr float kSliderWidth = 10;  // of the sliders, in font heights

void draw_common_zoom(const FrameContext& frame) {
  ImageZoom zoom = frame.selection.zoom;
  float times = zoom.times;
  ImGui::SetNextItemWidth(kSliderWidth * ImGui::GetFontSize());
  if (draw_slider("zoom of all images", times, 1, kMostZoom, kMostZoom, "× %.1f",
                  ImGuiSliderFlags_Logarithmic) != SliderEdit::None)
    frame.actions.request(ZoomImages{zoomed_at(zoom, times / zoom.times, 0.5f, 0.5f)});
  draw_tooltip(
      "The same part of every image; Ctrl + wheel over one of them, drag to move, double "
      "click for the whole");
}

}  // namespace

bool draw_look_menu(const FrameContext& frame, ImageLook& look, const ScaleWords& words,
                    const std::function<void()>& draw_more) {
  same_line_if_fits(button_width("View"));
  if (ImGui::Button("View")) ImGui::OpenPopup("look");
  draw_tooltip("Colour range, contrast and zoom of the images");
  if (!ImGui::BeginPopup("look")) return false;
  const ImageLook before = look;
  for (std::size_t i = 0; i < words.names.size(); ++i) {
    if (ImGui::RadioButton(words.names[i].c_str(), look.scale == static_cast<MapScale>(i)))
      look.scale = static_cast<MapScale>(i);
    draw_tooltip(words.docs[i]);
  }
  ImGui::SetNextItemWidth(kSliderWidth * ImGui::GetFontSize());
  draw_slider("contrast", look.contrast, 1, kMostContrast, kMostContrast, "× %.1f",
              ImGuiSliderFlags_Logarithmic);
  draw_tooltip("The colours end at this fraction of the range, so that small values show");
  draw_common_zoom(frame);
  if (draw_more) draw_more();
  ImGui::EndPopup();
  return look != before;
}

}  // namespace netdyno::app
