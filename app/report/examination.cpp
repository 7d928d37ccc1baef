// SPDX-License-Identifier: MIT
#include "app/report/examination.h"

#include <algorithm>
#include <memory>
#include <vector>

#include "engine/nn/loss.h"
#include "engine/train/measured_weights.h"

namespace netdyno::app {

namespace {

constexpr Index kMostExamples = 10000;  // of the confusion matrix
constexpr Index kPinnedImages = 8;
constexpr std::size_t kMostClasses = 40;  // more would not be readable on a page

class Examination {
 public:
  // `network` is the trainer's, for the probes' passes.
  Examination(const Trainer& trainer, Network& network, std::int64_t step, RunContent& content)
      : trainer_(trainer),
        network_(network),
        data_(trainer.data()),
        step_(step),
        content_(content) {
    // The first example of each class, as far as they come in that order.
    for (Index i = 0;
         i < data_.validation.count && static_cast<Index>(pinned_.size()) < kPinnedImages; ++i)
      if (data_.validation.label(i) == static_cast<std::int32_t>(pinned_.size()))
        pinned_.push_back(i);
  }

  void probe(const std::string& id) {
    const Probe* const found = find_probe(id);
    if (!found || (id == "saliency" && data_.validation.count == 0)) return;
    const ProbeInput input{.network = network_,
                           .batch = trainer_.batch(),
                           .workspace = trainer_.workspace(),
                           .validation = data_.validation,
                           .preprocessor = trainer_.preprocessor(),
                           .pinned = pinned_,
                           .seed = trainer_.recipe().seed,
                           .step = trainer_.steps_taken(),
                           .scratch = scratch_,
                           .train = data_.train,
                           .preprocess = trainer_.recipe().data.preprocess};
    content_.probes[id] =
        std::make_shared<const ProbeResult>(ProbeResult{step_, found->measure(input)});
  }

  void fill_confusion() {
    const Index count = std::min(data_.validation.count, kMostExamples);
    const std::vector<std::string>& names = data_.dataset()->class_names();
    if (count == 0 || names.size() > kMostClasses) return;
    PredictionSet answers;
    answers.classes = static_cast<Index>(names.size());
    constexpr Index kSlice = 100;
    for (Index begin = 0; begin < count; begin += kSlice)
      add_answers(begin, std::min(kSlice, count - begin), answers);
    content_.confusion = build_confusion(answers);
  }

 private:
  void add_answers(Index begin, Index count, PredictionSet& answers) {
    Batch batch;
    read_batch(data_.validation, begin, count, trainer_.preprocessor(), batch);
    const Tensor& logits = network_.forward(batch.x, scratch_, {.mode = Mode::Inference});
    for (Index n = 0; n < count; ++n) {
      const std::int32_t best = predicted_class(logits.sample(n));
      answers.examples.push_back({.example = begin + n,
                                  .label = batch.labels[static_cast<std::size_t>(n)],
                                  .predicted = best});
    }
  }

  const Trainer& trainer_;
  Network& network_;
  const DataSplits& data_;
  std::int64_t step_;
  RunContent& content_;
  Workspace scratch_;
  std::vector<Index> pinned_;
};

}  // namespace

void examine(Trainer&& trainer, std::int64_t step, RunContent& content) {
  content.class_names = trainer.data().dataset()->class_names();
  Examination examination(trainer, trainer.network(), step, content);
  {
    const MeasuredWeights measured(trainer);
    for (const char* id : {"weights", "filters", "saliency", "boundary"}) examination.probe(id);
    examination.fill_confusion();
  }
  trainer.step();
  for (const char* id : {"activations", "gradients"}) examination.probe(id);
}

}  // namespace netdyno::app
