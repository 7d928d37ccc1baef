// SPDX-License-Identifier: MIT
#include "engine/probe/samples_probe.h"

#include <algorithm>

namespace netdyno {

namespace {

constexpr Index kMostSamples = 64;
constexpr std::uint32_t kDraws = 12;

// Positions in the view of the examples with that label, or of all.
std::vector<Index> examples_of(const DataView& view, const std::optional<std::int32_t>& label) {
  std::vector<Index> examples;
  for (Index i = 0; i < view.count; ++i)
    if (!label || view.label(i) == *label) examples.push_back(i);
  return examples;
}

DataPage servable(DataPage page, Index available) {
  page.count = std::clamp<Index>(page.count, 1, kMostSamples);
  const Index last = available > 0 ? (available - 1) / page.count * page.count : 0;
  page.first = std::clamp<Index>(page.first, 0, last);
  page.chosen = std::clamp<Index>(page.chosen, 0, page.count - 1);
  return page;
}

DataSample read_sample(const ProbeInput& input, Index example) {
  DataSample sample{
      .example = example, .label = input.train.label(example), .pixels = {}, .received = {}};
  sample.pixels.resize(static_cast<std::size_t>(input.train.dataset->sample_shape().size()));
  input.train.read(example, sample.pixels);
  return sample;
}

void receive(const ProbeInput& input, DataSample& sample) {
  sample.received = sample.pixels;
  input.preprocessor.apply(sample.received);
}

std::vector<DataSample> draw_augmented(const ProbeInput& input, Index example) {
  std::vector<DataSample> draws;
  std::vector<float> scratch;
  for (std::uint32_t draw = 0; draw < kDraws; ++draw) {
    DataSample sample = read_sample(input, example);
    Random random(input.seed, Stream::Probe, static_cast<std::uint64_t>(example), draw);
    if (input.augmenter) input.augmenter->apply(sample.pixels, random, scratch);
    receive(input, sample);
    draws.push_back(std::move(sample));
  }
  return draws;
}

}  // namespace

ProbeValue samples_probe(const ProbeInput& input) {
  SampleSet set;
  set.shape = input.train.dataset->sample_shape();
  const std::vector<Index> examples = examples_of(input.train, input.page.label);
  set.available = static_cast<Index>(examples.size());
  set.page = servable(input.page, set.available);
  set.is_augmented = input.augmenter && !input.augmenter->empty();
  const Index end = std::min(set.page.first + set.page.count, set.available);
  for (Index i = set.page.first; i < end; ++i) {
    set.samples.push_back(read_sample(input, examples[static_cast<std::size_t>(i)]));
    receive(input, set.samples.back());
  }
  if (set.samples.empty()) return set;
  set.page.chosen = std::min(set.page.chosen, static_cast<Index>(set.samples.size()) - 1);
  if (set.is_augmented)
    set.augmented =
        draw_augmented(input, set.samples[static_cast<std::size_t>(set.page.chosen)].example);
  return set;
}

}  // namespace netdyno
