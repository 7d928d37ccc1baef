// SPDX-License-Identifier: MIT
#include "engine/data/augmentations/resample.h"

#include <algorithm>

namespace netdyno {

namespace {

// A row of places between pixels: the upper left one's number in its plane, the steps to the right
// and down, and four weights, all zero outside of the picture.
class RowSampler {
 public:
  RowSampler(const Shape& shape) : height_(shape.height()), width_(shape.width()) {
    const auto width = static_cast<std::size_t>(width_);
    corner_.resize(width);
    right_.resize(width);
    down_.resize(width);
    inside_.resize(width);
    first_step_ = width_ > 1 ? 1 : 0;
    row_step_ = height_ > 1 ? width_ : 0;
  }

  void aim(std::span<const float> x, std::span<const float> y) {
    const float centre_x = 0.5f * static_cast<float>(width_ - 1);
    const float centre_y = 0.5f * static_cast<float>(height_ - 1);
    const auto last_x = static_cast<float>(width_ - 1);
    const auto last_y = static_cast<float>(height_ - 1);
    const auto corner_x = static_cast<int>(std::max<Index>(width_ - 2, 0));
    const auto corner_y = static_cast<int>(std::max<Index>(height_ - 2, 0));
    const auto stride = static_cast<int>(width_);
    for (std::size_t i = 0; i < corner_.size(); ++i) {
      const float from_x = x[i] + centre_x;
      const float from_y = y[i] + centre_y;
      inside_[i] =
          from_x >= -0.5f && from_x <= last_x + 0.5f && from_y >= -0.5f && from_y <= last_y + 0.5f
              ? 1.0f
              : 0.0f;
      const float in_x = std::min(std::max(from_x, 0.0f), last_x);
      const float in_y = std::min(std::max(from_y, 0.0f), last_y);
      const int column = std::min(static_cast<int>(in_x), corner_x);
      const int row = std::min(static_cast<int>(in_y), corner_y);
      corner_[i] = row * stride + column;
      right_[i] = in_x - static_cast<float>(column);
      down_[i] = in_y - static_cast<float>(row);
    }
  }

  void take(const float* plane, float* out) const {
    for (std::size_t i = 0; i < corner_.size(); ++i) {
      const float* upper = plane + corner_[i];
      const float* lower = upper + row_step_;
      const float above = upper[0] * (1.0f - right_[i]) + upper[first_step_] * right_[i];
      const float below = lower[0] * (1.0f - right_[i]) + lower[first_step_] * right_[i];
      out[i] = inside_[i] * (above * (1.0f - down_[i]) + below * down_[i]);
    }
  }

 private:
  Index height_;
  Index width_;
  Index first_step_;
  Index row_step_;
  std::vector<int> corner_;
  std::vector<float> right_;
  std::vector<float> down_;
  std::vector<float> inside_;
};

}  // namespace

AffineMap then(const AffineMap& first, const AffineMap& second) {
  // A pixel of the last picture is looked up by `second` in the one before, there by `first`.
  return {.xx = first.xx * second.xx + first.xy * second.yx,
          .xy = first.xx * second.xy + first.xy * second.yy,
          .x0 = first.xx * second.x0 + first.xy * second.y0 + first.x0,
          .yx = first.yx * second.xx + first.yy * second.yx,
          .yy = first.yx * second.xy + first.yy * second.yy,
          .y0 = first.yx * second.x0 + first.yy * second.y0 + first.y0};
}

void resample(std::span<float> pixels, const Shape& shape, const AffineMap& map,
              std::vector<float>& scratch) {
  if (map == AffineMap{}) return;
  const auto bend = [&map](std::span<float> x, std::span<float> y) {
    for (std::size_t i = 0; i < x.size(); ++i) {
      const float at_x = x[i];
      const float at_y = y[i];
      x[i] = map.xx * at_x + map.xy * at_y + map.x0;
      y[i] = map.yx * at_x + map.yy * at_y + map.y0;
    }
  };
  resample(pixels, shape, bend, scratch);
}

void resample(std::span<float> pixels, const Shape& shape, const BendRow& bend,
              std::vector<float>& scratch) {
  scratch.assign(pixels.begin(), pixels.end());
  const auto width = static_cast<std::size_t>(shape.width());
  const auto plane = static_cast<std::size_t>(shape.height()) * width;
  RowSampler sampler(shape);
  std::vector<float> x(width);
  std::vector<float> y(width);
  for (Index row = 0; row < shape.height(); ++row) {
    for (std::size_t i = 0; i < width; ++i)
      x[i] = static_cast<float>(i) - 0.5f * static_cast<float>(width - 1);
    std::ranges::fill(y, static_cast<float>(row) - 0.5f * static_cast<float>(shape.height() - 1));
    bend(x, y);
    sampler.aim(x, y);
    const std::size_t begin = static_cast<std::size_t>(row) * width;
    for (std::size_t c = 0; c < pixels.size(); c += plane)
      sampler.take(scratch.data() + c, pixels.data() + c + begin);
  }
}

}  // namespace netdyno
