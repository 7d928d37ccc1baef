// SPDX-License-Identifier: MIT
#include "engine/train/tta.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "engine/core/error.h"

namespace netdyno {

namespace {

// Part of the picture, scaled by `scale`, whose middle lies at (right, down) of the free way, each
// in [-1, 1].
AffineMap part_of(const Shape& shape, double scale, int right, int down) {
  const auto to = static_cast<float>(1.0 / scale);
  const auto free_way = [&](Index extent) {
    return static_cast<float>(0.5 * (1.0 - 1.0 / scale) * static_cast<double>(extent));
  };
  return {.xx = to,
          .x0 = static_cast<float>(right) * free_way(shape.width()),
          .yy = to,
          .y0 = static_cast<float>(down) * free_way(shape.height())};
}

void add_with_mirror_image(std::vector<TestView>& views, const AffineMap& map, float weight) {
  constexpr AffineMap kMirror{.xx = -1};
  views.push_back({map, weight});
  views.push_back({then(map, kMirror), weight});
}

void count(std::span<const float> scores, std::int32_t label, TestResult& result) {
  const std::int32_t best = predicted_class(scores);
  ClassResult& row = result.classes[static_cast<std::size_t>(label)];
  ++row.examples;
  row.correct += best == label;
  result.not_finite += best < 0;
}

void sum_up(TestResult& result, double loss_sum) {
  Index correct = 0;
  for (const ClassResult& row : result.classes) {
    result.total.examples += row.examples;
    correct += row.correct;
  }
  if (result.total.examples == 0) return;
  const auto examples = static_cast<double>(result.total.examples);
  result.total.loss = loss_sum / examples;
  result.total.accuracy = static_cast<double>(correct) / examples;
}

class Prediction {
 public:
  Prediction(Network& network, const Preprocessor& preprocessor)
      : network_(network), preprocessor_(preprocessor) {}

  // Of raw pixels, which stay as they are.
  const Tensor& logits(const Tensor& pixels, const AffineMap& map) {
    x_ = pixels;
    const Shape shape = pixels.shape().without_batch();
    for (Index n = 0; n < x_.batch_size(); ++n) resample(x_.sample(n), shape, map, scratch_);
    preprocessor_.apply_batch(x_);
    return network_.forward(x_, workspace_, Pass{.mode = Mode::Inference});
  }

  // The weighted mean over the views.
  const Tensor& probabilities(const Tensor& pixels, std::span<const TestView> views) {
    float total = 0;
    for (const TestView& view : views) {
      softmax(logits(pixels, view.map), one_);
      if (total == 0) mean_ = Tensor(one_.shape());
      mean_.array() += view.weight * one_.array();
      total += view.weight;
    }
    mean_.array() /= total;
    return mean_;
  }

 private:
  Network& network_;
  const Preprocessor& preprocessor_;
  Workspace workspace_;
  Tensor x_;
  Tensor one_;
  Tensor mean_;
  std::vector<float> scratch_;
};

// Calls body(batch) for stretches of raw examples.
template <typename Body>
void for_each_batch(const DataView& examples, const Body& body) {
  constexpr Index kBatch = 64;
  const auto raw = preprocessing("none").fit(examples);
  Batch batch;
  for (Index begin = 0; begin < examples.count; begin += kBatch) {
    read_batch(examples, begin, std::min(kBatch, examples.count - begin), *raw, batch);
    body(batch);
  }
}

TestResult empty_result(const DataView& examples) {
  TestResult result;
  result.classes.resize(static_cast<std::size_t>(examples.dataset->num_classes()));
  return result;
}

}  // namespace

double ClassResult::recall() const {
  if (examples == 0) return std::numeric_limits<double>::quiet_NaN();
  return static_cast<double>(correct) / static_cast<double>(examples);
}

std::vector<TestView> test_views(const Shape& shape, std::span<const double> scales) {
  std::vector<TestView> views;
  for (const double scale : scales) {
    DYNO_CHECK(scale >= 1, "A part of the image is not larger than the image");
    if (scale == 1.0) {
      add_with_mirror_image(views, {}, 5);
      continue;
    }
    add_with_mirror_image(views, part_of(shape, scale, 0, 0), 1);
    for (const int down : {-1, 1})
      for (const int right : {-1, 1})
        add_with_mirror_image(views, part_of(shape, scale, right, down), 1);
  }
  return views;
}

std::vector<TestView> test_views(const Shape& shape) {
  constexpr std::array<double, 5> kScales = {1.0, 256.0 / 224, 384.0 / 224, 480.0 / 224,
                                             640.0 / 224};
  return test_views(shape, kScales);
}

TestResult test_network(Network& network, const LossFunction& loss,
                        const Preprocessor& preprocessor, const DataView& examples) {
  TestResult result = empty_result(examples);
  Prediction prediction(network, preprocessor);
  double loss_sum = 0;
  for_each_batch(examples, [&](const Batch& batch) {
    const Tensor& logits = prediction.logits(batch.x, {});
    loss_sum +=
        loss.evaluate(logits, batch.labels, nullptr) * static_cast<double>(batch.x.batch_size());
    for (Index n = 0; n < logits.batch_size(); ++n)
      count(logits.sample(n), batch.labels[static_cast<std::size_t>(n)], result);
  });
  sum_up(result, loss_sum);
  return result;
}

TestResult test_network(Network& network, std::span<const TestView> views,
                        const Preprocessor& preprocessor, const DataView& examples) {
  DYNO_CHECK(!views.empty(), "At least one way to look");
  if (!examples.dataset->sample_shape().is_image())
    throw Error("Test-time augmentation cuts images, but examples are vectors",
                "Leave it out for this recipe");
  TestResult result = empty_result(examples);
  Prediction prediction(network, preprocessor);
  double loss_sum = 0;
  for_each_batch(examples, [&](const Batch& batch) {
    const Tensor& probabilities = prediction.probabilities(batch.x, views);
    for (Index n = 0; n < probabilities.batch_size(); ++n) {
      const std::int32_t label = batch.labels[static_cast<std::size_t>(n)];
      const float p = probabilities.sample(n)[static_cast<std::size_t>(label)];
      loss_sum -= std::log(std::max(static_cast<double>(p), 1e-38));
      count(probabilities.sample(n), label, result);
    }
  });
  sum_up(result, loss_sum);
  return result;
}

}  // namespace netdyno
