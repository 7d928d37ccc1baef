// SPDX-License-Identifier: MIT
//
// Watching must not change what is watched: a training run that every probe measures at every step
// equals one that nobody watches, bit for bit.

#include <gtest/gtest.h>

#include "engine/train/trainer.h"
#include "tests/engine/probe/probe_bench.h"

namespace netdyno {
namespace {

using test::conv;
using test::dense;
using test::layer;
using test::normal_values;
using test::ProbeBench;

const Shape kImage{1, 8, 8};

Recipe make_recipe() {
  Recipe recipe;
  recipe.data.preprocess = "mean-image";
  recipe.model.input = kImage;
  recipe.model.layers = {conv(4, 3),       layer("batchnorm"), layer("relu"),    layer("dropout"),
                         layer("flatten"), dense(8),           layer("sigmoid"), dense(3)};
  recipe.batch_size = 7;
  recipe.penalty = {.l2 = 0.01, .l1 = 0.001};
  return recipe;
}

DataSplits make_data() {
  const DataView all = ProbeBench::make_view(kImage, normal_values(40 * 64));
  return {.train = {all.dataset, 0, 30}, .validation = {all.dataset, 30, 10}};
}

void measure_all(Trainer& trainer, Workspace& scratch) {
  const std::int64_t step = trainer.steps_taken();
  const std::vector<Index> pinned = {0, 4, 9};
  const ProbeInput input{.network = trainer.network(),
                         .batch = trainer.batch(),
                         .workspace = trainer.workspace(),
                         .is_workspace_stale = step % 2 == 0,
                         .validation = trainer.data().validation,
                         .preprocessor = trainer.preprocessor(),
                         .pinned = pinned,
                         .seed = trainer.recipe().seed,
                         .step = step,
                         .scratch = scratch,
                         .train = trainer.data().train,
                         .augmenter = &trainer.augmenter()};
  for (const Probe& probe : probes())
    if (step > 0 || !probe.needs_step) probe.measure(input);
}

// Parameters, their gradients and the buffers.
void expect_equal(Network& expected, Network& actual) {
  const std::vector<NamedTensor> their_state = expected.state();
  const std::vector<NamedTensor> our_state = actual.state();
  for (std::size_t i = 0; i < their_state.size(); ++i)
    EXPECT_TRUE(std::ranges::equal(their_state[i].tensor->values(), our_state[i].tensor->values()))
        << their_state[i].name;
  const std::vector<Parameter*> theirs = expected.parameters();
  const std::vector<Parameter*> ours = actual.parameters();
  for (std::size_t p = 0; p < theirs.size(); ++p) {
    EXPECT_TRUE(std::ranges::equal(theirs[p]->grad.values(), ours[p]->grad.values())) << p;
  }
}

TEST(ProbeProperty, TrainingThatIsWatchedEqualsTrainingThatIsNot) {
  WorkerPool pool(2);
  for (const Backend backend : {Backend::OneDnn, Backend::Eigen}) {
    const auto kernels = make_kernels(backend, pool);
    const DataSplits data = make_data();
    Trainer plain(make_recipe(), data, *kernels);
    Trainer watched(make_recipe(), data, *kernels);
    Workspace scratch;
    for (int step = 0; step < 12; ++step) {
      measure_all(watched, scratch);
      EXPECT_EQ(plain.step().train_loss, watched.step().train_loss) << "step " << step + 1;
    }
    measure_all(watched, scratch);
    expect_equal(plain.network(), watched.network());
  }
}

TEST(ProbeProperty, MeasuringTwiceGivesTheSame) {
  ProbeBench bench(kImage, make_recipe().model.layers, normal_values(12 * 64), "mean-image");
  bench.pinned = {0, 3, 7};
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
