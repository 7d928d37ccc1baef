// SPDX-License-Identifier: MIT
#include "app/view_models/image_zoom.h"

#include <algorithm>

namespace netdyno::app {

namespace {

ImageZoom within_image(ImageZoom zoom) {
  zoom.times = std::clamp(zoom.times, 1.0f, kMostZoom);
  const float half = 0.5f / zoom.times;
  zoom.x = std::clamp(zoom.x, half, 1 - half);
  zoom.y = std::clamp(zoom.y, half, 1 - half);
  return zoom;
}

}  // namespace

ImagePart visible_part(const ImageZoom& zoom) {
  const ImageZoom shown = within_image(zoom);
  const float half = 0.5f / shown.times;
  return {shown.x - half, shown.y - half, shown.x + half, shown.y + half};
}

ImageZoom zoomed_at(const ImageZoom& zoom, float factor, float x, float y) {
  const ImagePart part = visible_part(zoom);
  const float times = std::clamp(zoom.times * factor, 1.0f, kMostZoom);
  const float spot_x = part.x_min + x * (part.x_max - part.x_min);
  const float spot_y = part.y_min + y * (part.y_max - part.y_min);
  return within_image({times, spot_x + (0.5f - x) / times, spot_y + (0.5f - y) / times});
}

ImageZoom dragged(const ImageZoom& zoom, float dx, float dy) {
  return within_image({zoom.times, zoom.x - dx / zoom.times, zoom.y - dy / zoom.times});
}

}  // namespace netdyno::app
