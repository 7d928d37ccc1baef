// SPDX-License-Identifier: MIT
#include "engine/probe/predictions_probe.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/nn/loss.h"
#include "engine/probe/example_choice.h"

namespace netdyno {

namespace {

constexpr Index kMostExamples = 1000;
constexpr std::size_t kMostShown = 24;
constexpr Index kBatch = 100;

// Those of the examples at positions `at`, preprocessed.
Tensor read_examples(const ProbeInput& input, std::span<const Index> at) {
  Tensor x(input.network.spec().input.with_batch(static_cast<Index>(at.size())));
  for (std::size_t n = 0; n < at.size(); ++n)
    input.validation.read(at[n], x.sample(static_cast<Index>(n)));
  input.preprocessor.apply_batch(x);
  return x;
}

PredictedExample answer(Index example, std::int32_t label, std::span<const float> scores,
                        std::span<const float> shares) {
  PredictedExample result{.example = example, .label = label};
  result.label_probability = result.probability = std::numeric_limits<float>::quiet_NaN();
  result.predicted = predicted_class(scores);
  if (result.predicted < 0 || label >= static_cast<std::int32_t>(shares.size())) return result;
  result.probability = shares[static_cast<std::size_t>(result.predicted)];
  result.label_probability = shares[static_cast<std::size_t>(label)];
  return result;
}

// Positions in set.examples of those to be shown.
std::vector<std::size_t> choose_shown(const PredictionSet& set) {
  std::vector<std::size_t> chosen;
  for (std::size_t i = 0; i < set.examples.size(); ++i) {
    const PredictedExample& each = set.examples[i];
    if (!set.cell || std::pair(each.label, each.predicted) == *set.cell) chosen.push_back(i);
  }
  const auto worst_first = [&](std::size_t i) {
    const float share = set.examples[i].label_probability;
    return std::isnan(share) ? -1.0f : share;
  };
  std::ranges::stable_sort(chosen, {}, worst_first);
  chosen.resize(std::min(chosen.size(), kMostShown));
  return chosen;
}

}  // namespace

ProbeValue predictions_probe(const ProbeInput& input) {
  PredictionSet set;
  set.classes = input.validation.count > 0 ? input.validation.dataset->num_classes() : 0;
  set.available = input.validation.count;
  set.shape = input.network.spec().input;
  set.cell = input.focus.cell;
  const std::vector<Index> at = spread_examples(input.validation.count, kMostExamples);
  Tensor probabilities;
  std::vector<float> all;
  for (std::size_t begin = 0; begin < at.size(); begin += kBatch) {
    const std::span<const Index> part =
        std::span(at).subspan(begin, std::min<std::size_t>(kBatch, at.size() - begin));
    const Pass pass{.mode = Mode::Inference, .seed = input.seed};
    const Tensor& scores = input.network.forward(read_examples(input, part), input.scratch, pass);
    softmax(scores, probabilities);
    for (std::size_t n = 0; n < part.size(); ++n)
      set.examples.push_back(answer(part[n], input.validation.label(part[n]),
                                    scores.sample(static_cast<Index>(n)),
                                    probabilities.sample(static_cast<Index>(n))));
    all.insert(all.end(), probabilities.values().begin(), probabilities.values().end());
  }
  const auto outputs = static_cast<std::size_t>(input.network.output_shape().size());
  for (const std::size_t i : choose_shown(set)) {
    PredictedImage& image = set.shown.emplace_back();
    image.answer = set.examples[i];
    image.pixels.resize(static_cast<std::size_t>(set.shape.size()));
    input.validation.read(image.answer.example, image.pixels);
    image.probabilities.assign(all.begin() + static_cast<std::ptrdiff_t>(i * outputs),
                               all.begin() + static_cast<std::ptrdiff_t>((i + 1) * outputs));
  }
  return set;
}

}  // namespace netdyno
