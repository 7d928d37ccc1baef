// engine/core/tensor.h
// SPDX-License-Identifier: MIT
//
// Dense float32 array, row-major and contiguous as in PyTorch, 64-byte aligned.
//
//   Shapes   activations are [N,C,H,W] or [N,F]. Seen as an Eigen matrix they are
//            [features, batch]: one column = one sample, and the row of a feature is
//            (c·H + h)·W + w. Everything outside kernels/ relies on this.
//   Cost     resize() keeps the storage while it is large enough, so a training loop whose
//            shapes do not grow allocates nothing. Copies are deep.
//   Thread   none of its own; a tensor that crosses threads is immutable.

#pragma once

#include <Eigen/Core>
#include <memory>
#include <span>
#include <vector>

#include "engine/core/shape.h"

namespace netdyno {

using MatrixMap = Eigen::Map<Eigen::MatrixXf>;
using ConstMatrixMap = Eigen::Map<const Eigen::MatrixXf>;
using ArrayMap = Eigen::Map<Eigen::ArrayXf>;
using ConstArrayMap = Eigen::Map<const Eigen::ArrayXf>;

class Tensor {
 public:
  Tensor() = default;
  // Storage for `shape`, filled with zeros.
  explicit Tensor(const Shape& shape) { resize(shape), fill(0.0f); }
  Tensor(const Shape& shape, std::span<const float> values);

  Tensor(const Tensor& other) { *this = other; }
  Tensor& operator=(const Tensor& other);
  Tensor(Tensor&& other) noexcept { swap(other); }
  Tensor& operator=(Tensor&& other) noexcept;

  const Shape& shape() const { return shape_; }
  Index size() const { return size_; }
  bool empty() const { return size_ == 0; }

  // Takes the new shape; values are unspecified afterwards where the size changed.
  void resize(const Shape& shape);
  // The same values under another shape of equal size.
  void reshape(const Shape& shape);
  void fill(float value);

  float* data() { return data_.get(); }
  const float* data() const { return data_.get(); }
  std::span<float> values() { return {data_.get(), static_cast<std::size_t>(size_)}; }
  std::span<const float> values() const { return {data_.get(), static_cast<std::size_t>(size_)}; }

  ArrayMap array() { return {data_.get(), size_}; }
  ConstArrayMap array() const { return {data_.get(), size_}; }

  // Of an activation [N, …]: its batch size, the values of a sample, and the view
  // [features, batch].
  Index batch_size() const { return shape_.rank() > 0 ? shape_[0] : 0; }
  Index features() const { return batch_size() > 0 ? size_ / batch_size() : 0; }
  std::span<float> sample(Index n) { return values().subspan(n * features(), features()); }
  std::span<const float> sample(Index n) const {
    return values().subspan(n * features(), features());
  }
  MatrixMap matrix() { return {data_.get(), features(), batch_size()}; }
  ConstMatrixMap matrix() const { return {data_.get(), features(), batch_size()}; }

  void swap(Tensor& other) noexcept;

  // True when no value is infinite or not a number.
  bool is_finite() const;

 private:
  struct Free {
    void operator()(float* memory) const;
  };

  Shape shape_;
  Index size_ = 0;
  Index capacity_ = 0;
  std::unique_ptr<float, Free> data_;
};

}  // namespace netdyno
