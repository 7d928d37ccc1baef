// SPDX-License-Identifier: MIT
#include "engine/probe/saliency_probe.h"

#include <algorithm>
#include <cmath>

#include "engine/nn/loss.h"

namespace netdyno {

namespace {

// The pinned images, without saliency and prediction yet.
std::vector<SaliencyImage> read_images(const ProbeInput& input) {
  std::vector<SaliencyImage> images;
  for (const Index example : input.pinned) {
    SaliencyImage& image = images.emplace_back();
    image.example = example;
    image.shape = input.network.spec().input;
    image.pixels.resize(static_cast<std::size_t>(image.shape.size()));
    input.validation.read(example, image.pixels);
    image.label = input.validation.label(example);
  }
  return images;
}

Tensor preprocess(std::span<const SaliencyImage> images, const ProbeInput& input) {
  Tensor x;
  x.resize(input.network.spec().input.with_batch(static_cast<Index>(images.size())));
  for (std::size_t n = 0; n < images.size(); ++n) {
    const std::span<float> sample = x.sample(static_cast<Index>(n));
    std::ranges::copy(images[n].pixels, sample.begin());
    input.preprocessor.apply(sample);
  }
  return x;
}

void predict(const Tensor& logits, std::span<SaliencyImage> images) {
  Tensor probabilities;
  softmax(logits, probabilities);
  for (std::size_t n = 0; n < images.size(); ++n) {
    const std::span<const float> scores = logits.sample(static_cast<Index>(n));
    images[n].predicted =
        static_cast<std::int32_t>(std::ranges::max_element(scores) - scores.begin());
    const std::span<const float> shares = probabilities.sample(static_cast<Index>(n));
    images[n].probabilities.assign(shares.begin(), shares.end());
  }
}

// Each image has a score of its own, so one backward pass gives the gradients of all.
Tensor score_gradient(const Tensor& logits, std::span<const SaliencyImage> images) {
  Tensor dlogits(logits.shape());
  for (std::size_t n = 0; n < images.size(); ++n)
    dlogits.sample(static_cast<Index>(n))[images[n].predicted] = 1.0f;
  return dlogits;
}

void set_saliency(std::span<const float> gradient, SaliencyImage& image) {
  const auto plane = static_cast<std::size_t>(image.shape.height() * image.shape.width());
  image.saliency.assign(plane, 0.0f);
  for (std::size_t i = 0; i < gradient.size(); ++i) {
    float& largest = image.saliency[i % plane];
    const float size = std::abs(gradient[i]);
    if (size > largest || std::isnan(size)) largest = size;  // once NaN, it stays
  }
  for (const float value : image.saliency)
    if (std::isfinite(value)) image.saliency_max = std::max(image.saliency_max, value);
}

}  // namespace

ProbeValue saliency_probe(const ProbeInput& input) {
  SaliencySet set{read_images(input)};
  if (set.images.empty()) return set;
  const Tensor x = preprocess(set.images, input);
  const Pass pass{.mode = Mode::Inference, .seed = input.seed, .parameter_gradients = false};
  const Tensor& logits = input.network.forward(x, input.scratch, pass);
  predict(logits, set.images);
  const Tensor dlogits = score_gradient(logits, set.images);
  input.network.backward(x, dlogits, input.scratch, pass, true);
  for (std::size_t n = 0; n < set.images.size(); ++n) {
    const std::span<float> gradient = input.scratch.input_grad.sample(static_cast<Index>(n));
    input.preprocessor.pull_back(gradient);
    set_saliency(gradient, set.images[n]);
  }
  return set;
}

}  // namespace netdyno
