// SPDX-License-Identifier: MIT
#include "engine/probe/shown_images.h"

#include <algorithm>

namespace netdyno {

std::vector<SaliencyImage> read_shown_images(const ProbeInput& input) {
  std::vector<SaliencyImage> images;
  const Shape& shape = input.network.spec().input;
  if (input.examined && !input.examined->name.empty() && input.examined->shape == shape) {
    SaliencyImage& image = images.emplace_back();
    image.example = -1;
    image.name = input.examined->name;
    image.shape = shape;
    image.pixels = input.examined->pixels;
    image.label = -1;
  }
  for (const Index example : input.pinned) {
    SaliencyImage& image = images.emplace_back();
    image.example = example;
    image.shape = shape;
    image.pixels.resize(static_cast<std::size_t>(shape.size()));
    input.validation.read(example, image.pixels);
    image.label = input.validation.label(example);
  }
  return images;
}

Tensor pixels_of(std::span<const SaliencyImage> images, const Shape& sample) {
  Tensor x;
  x.resize(sample.with_batch(static_cast<Index>(images.size())));
  for (std::size_t n = 0; n < images.size(); ++n)
    std::ranges::copy(images[n].pixels, x.sample(static_cast<Index>(n)).begin());
  return x;
}

Tensor preprocessed(const Tensor& pixels, const Preprocessor& preprocessor) {
  Tensor x = pixels;
  for (Index n = 0; n < x.batch_size(); ++n) preprocessor.apply(x.sample(n));
  return x;
}

}  // namespace netdyno
