// SPDX-License-Identifier: MIT
#include "engine/core/shape.h"

#include "engine/core/error.h"

namespace netdyno {

Shape::Shape(std::initializer_list<Index> extents)
    : Shape(std::span<const Index>(extents.begin(), extents.size())) {}

Shape::Shape(std::span<const Index> extents) : rank_(static_cast<int>(extents.size())) {
  DYNO_CHECK(extents.size() <= kMaxRank, "A shape has at most five extents");
  for (std::size_t axis = 0; axis < extents.size(); ++axis) {
    DYNO_CHECK(extents[axis] >= 0, "A shape's extents are not negative");
    extents_[axis] = extents[axis];
  }
}

Index Shape::size() const {
  Index product = 1;
  for (const Index extent : extents()) product *= extent;
  return product;
}

Shape Shape::with_batch(Index batch_size) const {
  DYNO_CHECK(rank_ < kMaxRank, "No room for a batch extent");
  Shape batched;
  batched.rank_ = rank_ + 1;
  batched.extents_[0] = batch_size;
  for (int axis = 0; axis < rank_; ++axis)
    batched.extents_[static_cast<std::size_t>(axis + 1)] = (*this)[axis];
  return batched;
}

Shape Shape::without_batch() const {
  DYNO_CHECK(rank_ > 0, "An empty shape has no batch extent");
  return Shape(extents().subspan(1));
}

std::string Shape::text() const {
  std::string joined;
  for (int axis = 0; axis < rank_; ++axis) {
    if (axis > 0) joined += "×";
    joined += std::to_string((*this)[axis]);
  }
  return joined;
}

}  // namespace netdyno
