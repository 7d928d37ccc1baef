// SPDX-License-Identifier: MIT
#include "engine/core/tensor.h"

#include <algorithm>
#include <cstring>
#include <new>
#include <utility>

#include "engine/core/error.h"

namespace netdyno {

namespace {
constexpr std::align_val_t kAlignment{64};
}

void Tensor::Free::operator()(float* memory) const {
  ::operator delete(memory, kAlignment);
}

Tensor::Tensor(const Shape& shape, std::span<const float> values) {
  resize(shape);
  DYNO_CHECK(static_cast<Index>(values.size()) == size_, "As many values as the shape holds");
  std::ranges::copy(values, data());
}

Tensor& Tensor::operator=(const Tensor& other) {
  if (this == &other) return *this;
  resize(other.shape_);
  std::ranges::copy(other.values(), data());
  return *this;
}

Tensor& Tensor::operator=(Tensor&& other) noexcept {
  Tensor taken(std::move(other));
  swap(taken);
  return *this;
}

void Tensor::resize(const Shape& shape) {
  const Index size = shape.rank() == 0 ? 0 : shape.size();
  if (size > capacity_) {
    const auto bytes = static_cast<std::size_t>(size) * sizeof(float);
    data_.reset(static_cast<float*>(::operator new(bytes, kAlignment)));
    capacity_ = size;
  }
  shape_ = shape;
  size_ = size;
}

void Tensor::reshape(const Shape& shape) {
  DYNO_CHECK(shape.size() == size_, "A reshape keeps the number of values");
  shape_ = shape;
}

void Tensor::fill(float value) {
  std::ranges::fill(values(), value);
}

void Tensor::swap(Tensor& other) noexcept {
  std::swap(shape_, other.shape_);
  std::swap(size_, other.size_);
  std::swap(capacity_, other.capacity_);
  std::swap(data_, other.data_);
}

bool Tensor::is_finite() const {
  // x − x is 0 for a finite x and NaN otherwise; the sum stays vectorized.
  return size_ == 0 || (array() - array()).sum() == 0.0f;
}

}  // namespace netdyno
