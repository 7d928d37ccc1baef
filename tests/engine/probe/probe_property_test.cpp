// SPDX-License-Identifier: MIT
//
// Watching must not change what is watched.

#include <gtest/gtest.h>

#include "engine/optim/optimizer.h"
#include "tests/engine/probe/probe_bench.h"

namespace netdyno {
namespace {

using test::conv;
using test::dense;
using test::layer;
using test::normal_values;
using test::ProbeBench;

struct TinyConvNet : ProbeBench {
  TinyConvNet()
      : ProbeBench({1, 8, 8},
                   {conv(4, 3), layer("relu"), layer("maxpool", {{"size", std::int64_t{2}}}),
                    layer("dropout"), layer("flatten"), dense(8), layer("tanh"), dense(3)},
                   normal_values(12 * 64), "mean-image") {
    pinned = {0, 3, 7};
  }
};

void measure_all(ProbeBench& bench) {
  for (const Probe& probe : probes()) probe.measure(bench.input());
}

TEST(ProbeProperty, TrainingWithAllProbesEqualsTrainingWithout) {
  TinyConvNet plain;
  TinyConvNet watched;
  for (TinyConvNet* bench : {&plain, &watched}) {
    const auto optimizer = optimizer_type("adam").make({});
    const std::vector<Parameter*> parameters = bench->network.parameters();
    for (int step = 0; step < 5; ++step) {
      if (bench == &watched) measure_all(*bench);
      bench->pass();
      if (bench == &watched) measure_all(*bench);
      optimizer->step(parameters, 0.01, {.l2 = 0.01}, bench->pool);
    }
  }
  const auto expected = plain.network.parameters();
  const auto actual = watched.network.parameters();
  for (std::size_t p = 0; p < expected.size(); ++p) {
    EXPECT_TRUE(std::ranges::equal(expected[p]->value.values(), actual[p]->value.values())) << p;
    EXPECT_TRUE(std::ranges::equal(expected[p]->grad.values(), actual[p]->grad.values())) << p;
  }
}

TEST(ProbeProperty, MeasuringTwiceGivesTheSame) {
  TinyConvNet bench;
  bench.pass();
  const auto first = bench.measure<SaliencySet>("saliency");
  const auto second = bench.measure<SaliencySet>("saliency");
  ASSERT_EQ(first.images.size(), 3u);
  for (std::size_t i = 0; i < 3; ++i)
    EXPECT_EQ(first.images[i].saliency, second.images[i].saliency);
  EXPECT_EQ(bench.measure<DistributionSet>("activations").rows[0].histogram.counts,
            bench.measure<DistributionSet>("activations").rows[0].histogram.counts);
}

}  // namespace
}  // namespace netdyno
