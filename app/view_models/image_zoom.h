// app/view_models/image_zoom.h
// SPDX-License-Identifier: MIT
//
// Which part of an image is seen. All images share one zoom, so that a spot of one is compared with
// the same spot of the others.
//
//   Units    places in an image as shares of its width and height, [0,1]
//   Range    the part seen never leaves the image

#pragma once

namespace netdyno::app {

inline constexpr float kMostZoom = 16;

struct ImageZoom {
  float times = 1;  // [1, kMostZoom]; 1: the whole image
  float x = 0.5f;   // the middle of the part that is seen
  float y = 0.5f;
  bool operator==(const ImageZoom&) const = default;
};

struct ImagePart {
  float x_min = 0, y_min = 0, x_max = 1, y_max = 1;
};

ImagePart visible_part(const ImageZoom& zoom);

// Zoomed by `factor`; what is at (x, y) of the visible part stays there.
ImageZoom zoomed_at(const ImageZoom& zoom, float factor, float x, float y);

// Moved by shares of the visible part, as a drag of the picture does.
ImageZoom dragged(const ImageZoom& zoom, float dx, float dy);

}  // namespace netdyno::app
