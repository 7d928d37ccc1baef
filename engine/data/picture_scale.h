// engine/data/picture_scale.h
// SPDX-License-Identifier: MIT
//
// Scales a part of a picture: each pixel is the mean of those below it, weighted by a triangle as
// wide as two of the result's pixels, or two of the picture's where it grows.
//
//   Shapes   bytes [H,W,C], C interleaved
//   Range    results are rounded to the nearest byte; a part of whole pixels that keeps its size
//            comes out as stored
//   Cost     two multiplications for each pixel of the part and channel, and for each pixel of the
//            result; memory for 4 bytes × rows of the part × columns of the result × C
//   Source   Pillow's resize(box=…) with BILINEAR, which torchvision.transforms.Resize calls: at a
//            border the triangle is cut and its weights are normalized

#pragma once

#include <cstdint>
#include <vector>

namespace netdyno {

struct PictureView {
  const std::uint8_t* pixels = nullptr;
  int width = 0;
  int height = 0;
  int channels = 0;
};

// Units    pixels, from the picture's upper left corner
struct PicturePart {
  double left = 0;
  double top = 0;
  double width = 0;
  double height = 0;
};

// Range    the part lies within the picture and is not empty; width, height >= 1
std::vector<std::uint8_t> scale_picture(const PictureView& picture, const PicturePart& part,
                                        int width, int height);

}  // namespace netdyno
