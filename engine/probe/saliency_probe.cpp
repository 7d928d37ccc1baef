// SPDX-License-Identifier: MIT
#include "engine/probe/saliency_probe.h"

#include <algorithm>

#include "engine/nn/loss.h"
#include "engine/probe/saliency_methods.h"
#include "engine/probe/shown_images.h"

namespace netdyno {

namespace {

void predict(const Tensor& logits, std::span<SaliencyImage> images) {
  Tensor probabilities;
  softmax(logits, probabilities);
  for (std::size_t n = 0; n < images.size(); ++n) {
    images[n].predicted = predicted_class(logits.sample(static_cast<Index>(n)));
    const std::span<const float> shares = probabilities.sample(static_cast<Index>(n));
    images[n].probabilities.assign(shares.begin(), shares.end());
  }
}

}  // namespace

ProbeValue saliency_probe(const ProbeInput& input) {
  SaliencySet set{read_shown_images(input), input.focus.saliency};
  if (set.images.empty()) return set;
  const Tensor pixels = pixels_of(set.images, input.network.spec().input);
  const Pass pass{.mode = Mode::Inference, .seed = input.seed, .parameter_gradients = false};
  predict(input.network.forward(preprocessed(pixels, input.preprocessor), input.scratch, pass),
          set.images);
  set.note = saliency_method(set.method).measure(input, pixels, set.images);
  return set;
}

}  // namespace netdyno
