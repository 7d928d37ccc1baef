// SPDX-License-Identifier: MIT
//
// To add a preprocessing: its fit function here or in a file of its own, a row in the table below.
#include "engine/data/preprocess.h"

#include <algorithm>
#include <limits>

#include "engine/core/error.h"
#include "engine/core/registry.h"
#include "engine/data/pixel_statistics.h"
#include "engine/data/rotation.h"

namespace netdyno {

namespace {

class Identity final : public Preprocessor {
 public:
  void apply(std::span<float>) const override {}
};

// x ← (x − shift) · scale, one pair of numbers per dimension.
class Affine final : public Preprocessor {
 public:
  Affine(std::vector<float> shift, std::vector<float> scale)
      : shift_(std::move(shift)), scale_(std::move(scale)) {}

  void apply(std::span<float> sample) const override {
    DYNO_CHECK(sample.size() == shift_.size(), "An example as those that were fitted");
    for (std::size_t j = 0; j < sample.size(); ++j) sample[j] = (sample[j] - shift_[j]) * scale_[j];
  }

  void pull_back(std::span<float> gradient) const override {
    DYNO_CHECK(gradient.size() == scale_.size(), "A gradient of such an example");
    for (std::size_t j = 0; j < gradient.size(); ++j) gradient[j] *= scale_[j];
  }

 private:
  std::vector<float> shift_;
  std::vector<float> scale_;
};

std::shared_ptr<const Preprocessor> subtract(const std::vector<double>& means) {
  return std::make_shared<Affine>(std::vector<float>(means.begin(), means.end()),
                                  std::vector<float>(means.size(), 1.0f));
}

std::shared_ptr<const Preprocessor> fit_mean_image(const DataView& train) {
  return subtract(pixel_means(train));
}

std::shared_ptr<const Preprocessor> fit_mean_channel(const DataView& train) {
  std::vector<double> means = pixel_means(train);
  const auto channels = static_cast<std::size_t>(train.dataset->sample_shape().channels());
  const std::size_t plane = means.size() / channels;
  for (std::size_t c = 0; c < channels; ++c) {
    const std::span<double> values(means.data() + c * plane, plane);
    double sum = 0;
    for (const double mean : values) sum += mean;
    std::ranges::fill(values, sum / static_cast<double>(plane));
  }
  return subtract(means);
}

std::shared_ptr<const Preprocessor> fit_standardize(const DataView& train) {
  const PixelMoments moments = pixel_moments(train);
  std::vector<float> scale;
  // Free of scale: only what never changes keeps its scale, and what floats cannot hold.
  constexpr double kLeast = std::numeric_limits<float>::min();
  for (const double deviation : moments.deviations)
    scale.push_back(deviation >= kLeast ? static_cast<float>(1.0 / deviation) : 1.0f);
  return std::make_shared<Affine>(std::vector<float>(moments.means.begin(), moments.means.end()),
                                  std::move(scale));
}

}  // namespace

std::span<const Preprocessing> preprocessings() {
  static const std::vector<Preprocessing> rows = {
      {"none", "x as it is: pixels in [0, 1]",
       [](const DataView&) -> std::shared_ptr<const Preprocessor> {
         return std::make_shared<Identity>();
       }},
      {"mean-image", "x − m with m the mean of each dimension over the training set",
       fit_mean_image},
      {"mean-channel", "x − m with one mean m per channel of the training set", fit_mean_channel},
      {"standardize",
       "(x − m)/s with mean m and deviation s of each dimension over the training set; a dimension "
       "that never changes is only centred",
       fit_standardize},
      {"pca",
       "Uᵀ(x − m) with U the principal axes of the training set: dimensions without correlation, "
       "the one that varies most first",
       fit_pca},
      {"whiten", "Uᵀ(x − m) along each principal axis divided by its deviation, √(λ + 1e-5)",
       fit_whiten},
  };
  return rows;
}

const Preprocessing& preprocessing(const std::string& name) {
  return find_row(preprocessings(), name, "preprocess", "preprocessing");
}

}  // namespace netdyno
