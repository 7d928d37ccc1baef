// SPDX-License-Identifier: MIT
#include "engine/data/rotation.h"

#include <fmt/core.h>

#include <Eigen/Core>
#include <cmath>

#include "engine/core/error.h"
#include "engine/data/pixel_statistics.h"
#include "engine/data/principal_axes.h"

namespace netdyno {

namespace {

using Matrix = Eigen::MatrixXd;
using Eigen::VectorXd;
using VectorMap = Eigen::Map<Eigen::VectorXf>;

constexpr Index kMostDimensions = 4096;

// y = A (x − m)
class Rotation final : public Preprocessor {
 public:
  Rotation(Eigen::VectorXf mean, Eigen::MatrixXf axes)
      : mean_(std::move(mean)), axes_(std::move(axes)) {}

  void apply(std::span<float> sample) const override {
    VectorMap x = map(sample);
    x = (axes_ * (x - mean_)).eval();
  }
  // One product for the whole minibatch.
  void apply_batch(Tensor& batch) const override {
    MatrixMap x = batch.matrix();
    DYNO_CHECK(x.cols() == 0 || x.rows() == mean_.size(), "As many values as were fitted");
    x.colwise() -= mean_;
    x = (axes_ * x).eval();
  }
  bool is_costly() const override { return true; }
  void pull_back(std::span<float> gradient) const override {
    VectorMap dy = map(gradient);
    dy = (axes_.transpose() * dy).eval();
  }

 private:
  VectorMap map(std::span<float> values) const {
    DYNO_CHECK(static_cast<Index>(values.size()) == mean_.size(), "As many values as were fitted");
    return {values.data(), mean_.size()};
  }

  Eigen::VectorXf mean_;
  Eigen::MatrixXf axes_;  // A [D, D], an axis a row
};

VectorXd mean_of(const DataView& train) {
  const std::vector<double> means = pixel_means(train);
  return Eigen::Map<const VectorXd>(means.data(), static_cast<Index>(means.size()));
}

// Products in float, block by block, are summed in double.
Matrix covariance(const DataView& train, const VectorXd& mean) {
  constexpr Index kBlock = 256;
  const Eigen::VectorXf centre = mean.cast<float>();
  Matrix sum = Matrix::Zero(mean.size(), mean.size());
  Eigen::MatrixXf block(mean.size(), kBlock);
  Eigen::MatrixXf products(mean.size(), mean.size());
  for (Index begin = 0; begin < train.count; begin += kBlock) {
    const Index count = std::min(kBlock, train.count - begin);
    for (Index i = 0; i < count; ++i) {
      train.read(begin + i, {block.col(i).data(), static_cast<std::size_t>(mean.size())});
      block.col(i) -= centre;
    }
    products.setZero();
    products.selfadjointView<Eigen::Lower>().rankUpdate(block.leftCols(count));
    sum += products.cast<double>();  // its upper part is of no account
  }
  return sum / static_cast<double>(train.count);
}

std::shared_ptr<const Preprocessor> fit(const DataView& train, bool whitens) {
  const Index dimensions = train.dataset->sample_shape().size();
  if (dimensions > kMostDimensions)
    throw RecipeError("preprocess",
                      fmt::format("principal axes of {} dimensions, at most {} are supported",
                                  dimensions, kMostDimensions),
                      "Use \"mean-image\" or \"standardize\"");
  const VectorXd mean = mean_of(train);
  PrincipalAxes principal = principal_axes(covariance(train, mean));
  constexpr double kEpsilon = 1e-5;
  if (whitens)
    for (Index i = 0; i < dimensions; ++i)
      principal.axes.row(i) /= std::sqrt(principal.variances[i] + kEpsilon);
  return std::make_shared<Rotation>(mean.cast<float>(), principal.axes.cast<float>());
}

}  // namespace

std::shared_ptr<const Preprocessor> fit_pca(const DataView& train) {
  return fit(train, false);
}

std::shared_ptr<const Preprocessor> fit_whiten(const DataView& train) {
  return fit(train, true);
}

}  // namespace netdyno
