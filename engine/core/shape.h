// engine/core/shape.h
// SPDX-License-Identifier: MIT
//
// The extents of a tensor, outermost first, up to five of them; all are >= 0.
//
//   sample shapes      [F] features, [C,H,W] an image
//   activation shapes  [N,F], [N,C,H,W]: the sample's shape behind the batch size N
//   parameter shapes   as in torch.nn: dense [out,in], conv [out,in,kh,kw], bias [out]

#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>

namespace netdyno {

using Index = std::int64_t;

class Shape {
 public:
  static constexpr int kMaxRank = 5;

  Shape() = default;
  Shape(std::initializer_list<Index> extents);
  explicit Shape(std::span<const Index> extents);

  int rank() const { return rank_; }
  Index operator[](int axis) const { return extents_[static_cast<std::size_t>(axis)]; }
  std::span<const Index> extents() const {
    return {extents_.data(), static_cast<std::size_t>(rank_)};
  }

  // Product of all extents; 1 for the empty shape.
  Index size() const;

  // [extent, this...]: a sample's shape becomes a batch's.
  Shape with_batch(Index batch_size) const;
  // Without the first extent: a batch's shape becomes a sample's.
  Shape without_batch() const;

  // Of a sample shape. An image is [C,H,W]; a vector counts as F channels of 1×1.
  bool is_image() const { return rank_ == 3; }
  Index channels() const { return rank_ > 0 ? extents_[0] : 1; }
  Index height() const { return is_image() ? extents_[1] : 1; }
  Index width() const { return is_image() ? extents_[2] : 1; }

  bool operator==(const Shape& other) const = default;

  // "6×28×28"
  std::string text() const;

 private:
  std::array<Index, kMaxRank> extents_{};
  int rank_ = 0;
};

}  // namespace netdyno
