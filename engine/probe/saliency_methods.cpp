// SPDX-License-Identifier: MIT
//
// To add a method: a value of SaliencyMethod, a function and a row of the table below.
#include "engine/probe/saliency_methods.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

#include "engine/core/random.h"
#include "engine/probe/grad_cam.h"
#include "engine/probe/shown_images.h"

namespace netdyno {

namespace {

constexpr int kNoisyCopies = 16;
constexpr float kNoise = 0.15f;
constexpr int kPathPoints = 24;        // at first, then three times as many
constexpr int kMostPathPoints = 1944;  // 24 · 3⁴
constexpr double kCompleteness = 0.01;

// Where no class is the largest, because a score is not a number, the first stands for it.
std::size_t class_of(const SaliencyImage& image) {
  return static_cast<std::size_t>(std::max(image.predicted, 0));
}

// ∂s_c/∂pixel of each image, c its predicted class. Each image has a score of its own, so one
// backward pass gives the gradients of all.
Tensor pixel_gradients(const ProbeInput& input, const Tensor& pixels,
                       std::span<const SaliencyImage> images) {
  const Pass pass{.mode = Mode::Inference, .seed = input.seed, .parameter_gradients = false};
  const Tensor x = preprocessed(pixels, input.preprocessor);
  const Tensor& logits = input.network.forward(x, input.scratch, pass);
  Tensor dlogits(logits.shape());
  for (std::size_t n = 0; n < images.size(); ++n)
    dlogits.sample(static_cast<Index>(n))[class_of(images[n])] = 1.0f;
  input.network.backward(x, dlogits, input.scratch, pass, true);
  Tensor gradients = input.scratch.input_grad;
  for (Index n = 0; n < gradients.batch_size(); ++n)
    input.preprocessor.pull_back(gradients.sample(n));
  return gradients;
}

std::size_t plane_of(const SaliencyImage& image) {
  return static_cast<std::size_t>(image.shape.height() * image.shape.width());
}

void find_largest(SaliencyImage& image) {
  image.saliency_max = 0;
  for (const float value : image.saliency)
    if (std::isfinite(value)) image.saliency_max = std::max(image.saliency_max, std::abs(value));
}

void set_largest_over_channels(const Tensor& gradients, std::span<SaliencyImage> images) {
  for (std::size_t n = 0; n < images.size(); ++n) {
    SaliencyImage& image = images[n];
    const std::size_t plane = plane_of(image);
    image.saliency.assign(plane, 0.0f);
    const std::span<const float> gradient = gradients.sample(static_cast<Index>(n));
    for (std::size_t i = 0; i < gradient.size(); ++i) {
      float& largest = image.saliency[i % plane];
      const float size = std::abs(gradient[i]);
      if (size > largest || std::isnan(size)) largest = size;  // once NaN, it stays
    }
    find_largest(image);
  }
}

void set_products(const Tensor& gradients, const Tensor& pixels, std::span<SaliencyImage> images) {
  for (std::size_t n = 0; n < images.size(); ++n) {
    SaliencyImage& image = images[n];
    const std::size_t plane = plane_of(image);
    image.saliency.assign(plane, 0.0f);
    const std::span<const float> gradient = gradients.sample(static_cast<Index>(n));
    const std::span<const float> pixel = pixels.sample(static_cast<Index>(n));
    for (std::size_t i = 0; i < gradient.size(); ++i)
      image.saliency[i % plane] += gradient[i] * pixel[i];
    find_largest(image);
  }
}

std::string measure_gradient(const ProbeInput& input, const Tensor& pixels,
                             std::span<SaliencyImage> images) {
  set_largest_over_channels(pixel_gradients(input, pixels, images), images);
  return {};
}

std::string measure_product(const ProbeInput& input, const Tensor& pixels,
                            std::span<SaliencyImage> images) {
  set_products(pixel_gradients(input, pixels, images), pixels, images);
  return {};
}

std::string measure_smooth(const ProbeInput& input, const Tensor& pixels,
                           std::span<SaliencyImage> images) {
  Tensor sum(pixels.shape());
  Tensor noisy = pixels;
  // The same noise at every step, so that only the network moves the map.
  Random random(input.seed, Stream::Probe);
  for (int copy = 0; copy < kNoisyCopies; ++copy) {
    for (Index n = 0; n < pixels.batch_size(); ++n) {
      const std::span<const float> from = pixels.sample(n);
      const auto [low, high] = std::ranges::minmax(from);
      const std::span<float> to = noisy.sample(n);
      for (std::size_t i = 0; i < to.size(); ++i)
        to[i] = from[i] + kNoise * (high - low) * random.normal();
    }
    sum.array() += pixel_gradients(input, noisy, images).array();
  }
  sum.array() /= static_cast<float>(kNoisyCopies);
  set_largest_over_channels(sum, images);
  return {};
}

// The scores of the images' classes.
std::vector<double> scores_of(const ProbeInput& input, const Tensor& pixels,
                              std::span<const SaliencyImage> images) {
  const Pass pass{.mode = Mode::Inference, .seed = input.seed, .parameter_gradients = false};
  const Tensor& logits =
      input.network.forward(preprocessed(pixels, input.preprocessor), input.scratch, pass);
  std::vector<double> scores;
  for (std::size_t n = 0; n < images.size(); ++n)
    scores.push_back(
        static_cast<double>(logits.sample(static_cast<Index>(n))[class_of(images[n])]));
  return scores;
}

// Adds the gradients at those of `points` points in the middle of equal parts of the way that a
// third as many did not have.
void add_path(const ProbeInput& input, const Tensor& pixels, std::span<const SaliencyImage> images,
              int points, Tensor& sum) {
  Tensor point = pixels;
  for (int i = 0; i < points; ++i) {
    const bool is_known = points > kPathPoints && i % 3 == 1;
    if (is_known) continue;
    const float share = (static_cast<float>(i) + 0.5f) / static_cast<float>(points);
    point.array() = share * pixels.array();
    sum.array() += pixel_gradients(input, point, images).array();
  }
}

double total_of(const SaliencyImage& image) {
  double total = 0;
  for (const float value : image.saliency) total += static_cast<double>(value);
  return total;
}

// Completeness counts by the score's change, between a tenth and one.
bool is_complete(double gap, double change) {
  return !(gap > kCompleteness * std::clamp(std::abs(change), 0.1, 1.0));
}

// One image: each needs as many points as its own way has kinks. Returns the gap to completeness.
double integrate(const ProbeInput& input, const Tensor& pixels, double change,
                 std::span<SaliencyImage> image, int& points) {
  Tensor sum(pixels.shape());
  for (points = kPathPoints;; points *= 3) {
    add_path(input, pixels, image, points, sum);
    Tensor mean = sum;
    mean.array() /= static_cast<float>(points);
    set_products(mean, pixels, image);
    const double gap = std::abs(total_of(image.front()) - change);
    if (is_complete(gap, change) || points >= kMostPathPoints) return gap;
  }
}

std::string measure_integrated(const ProbeInput& input, const Tensor& pixels,
                               std::span<SaliencyImage> images) {
  std::vector<double> changes = scores_of(input, pixels, images);
  const std::vector<double> black = scores_of(input, Tensor(pixels.shape()), images);
  double widest = 0;
  int most = 0;
  for (std::size_t n = 0; n < images.size(); ++n) {
    const auto values = pixels.sample(static_cast<Index>(n));
    const Tensor one(pixels.shape().without_batch().with_batch(1),
                     std::vector<float>(values.begin(), values.end()));
    int points = 0;
    const double gap = integrate(input, one, changes[n] - black[n], images.subspan(n, 1), points);
    widest = std::max(widest, gap);
    most = std::max(most, points);
  }
  return fmt::format("maps miss the score's change by up to {:.2g}, with {} points", widest, most);
}

std::string measure_grad_cam(const ProbeInput& input, const Tensor& pixels,
                             std::span<SaliencyImage> images) {
  pixel_gradients(input, pixels, images);
  for (std::size_t n = 0; n < images.size(); ++n) {
    images[n].saliency = grad_cam(input.network, input.scratch, static_cast<Index>(n));
    find_largest(images[n]);
  }
  const std::optional<std::size_t> layer = grad_cam_layer(input.network);
  if (!layer) return "no layer has convolution maps of more than one pixel";
  const Layer& shown = input.network.layer(*layer);
  return fmt::format("maps {} of layer {} ({})", shown.output_shape().text(), *layer,
                     shown.spec().type);
}

}  // namespace

std::span<const SaliencyMethodRow> saliency_methods() {
  static const std::vector<SaliencyMethodRow> rows = {
      {SaliencyMethod::Gradient, "gradient",
       "Size of the slope of the class's score, largest over the channels: |∂s/∂x|", false,
       measure_gradient},
      {SaliencyMethod::GradientTimesInput, "gradient × input",
       "Slope times pixel, x ∂s/∂x: blue speaks for the class, orange against it", true,
       measure_product},
      {SaliencyMethod::SmoothGrad, "SmoothGrad",
       "|mean of ∂s/∂x| over 16 copies of the image with a little noise", false, measure_smooth},
      {SaliencyMethod::IntegratedGradients, "integrated gradients",
       "x ∂s/∂x averaged on the way from black; blue and orange add up to the score's change", true,
       measure_integrated},
      {SaliencyMethod::GradCam, "Grad-CAM",
       "Where the last convolution's maps speak for the class: max(0, Σ wₖ Aₖ)", false,
       measure_grad_cam},
  };
  return rows;
}

const SaliencyMethodRow& saliency_method(SaliencyMethod method) {
  return saliency_methods()[static_cast<std::size_t>(method)];
}

}  // namespace netdyno
