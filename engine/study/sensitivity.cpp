// SPDX-License-Identifier: MIT
#include "engine/study/sensitivity.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/core/error.h"
#include "engine/data/pixel_statistics.h"
#include "engine/nn/layer_builders.h"
#include "engine/nn/loss.h"

namespace netdyno {

namespace {

constexpr Index kExamples = 500;      // that a loss is measured on
constexpr Index kFitExamples = 2000;  // that a linear classifier is fitted on
constexpr std::int64_t kFitSteps = 300;
constexpr int kDirections = 6;
constexpr int kSide = 10;  // distances on each side of 0

Recipe linear_recipe(const Recipe& recipe, Index classes, const std::string& preprocess) {
  Recipe linear;
  linear.data = recipe.data;
  linear.data.augment.clear();
  linear.data.preprocess = preprocess;
  linear.model.input = recipe.model.input;
  linear.model.init = {"zero", {}};  // its loss has one minimum, wherever it starts
  if (recipe.model.input.is_image()) linear.model.layers.push_back(layers::flatten());
  linear.model.layers.push_back(layers::dense(classes));
  linear.optimizer.kind = "adam";
  linear.optimizer.options = Options(optimizer_type("adam").fields);
  linear.optimizer.learning_rate = 0.01;
  linear.seed = recipe.seed;
  return linear;
}

double off_centre_of(const DataView& view) {
  const PixelMoments moments = pixel_moments(view);
  double raw = 0, centred = 0;
  for (std::size_t j = 0; j < moments.means.size(); ++j) {
    const double variance = moments.deviations[j] * moments.deviations[j];
    centred += variance;
    raw += variance + moments.means[j] * moments.means[j];
  }
  return centred > 0 ? raw / centred : 1.0;
}

}  // namespace

Sensitivity::Sensitivity(const Trainer& trainer)
    : examples_(trainer.data().train), seed_(trainer.recipe().seed) {
  const Recipe& recipe = trainer.recipe();
  const DataSplits& data = trainer.data();
  const Network& network = trainer.network();
  if (network.output_shape().size() < data.dataset()->num_classes())
    throw Error("The network has fewer outputs than there are classes",
                "Give the last layer one unit for each class");
  examples_.count = std::min(kExamples, data.train.count);
  report_.is_running = true;
  report_.step = trainer.steps_taken();
  report_.examples = examples_.count;
  report_.directions = kDirections;
  report_.off_centre = off_centre_of(data.train);
  for (int i = -kSide; i <= kSide; ++i) report_.distances.push_back(static_cast<double>(i) / kSide);
  const std::string centring =
      recipe.data.preprocess == "none" ? "mean-image" : recipe.data.preprocess;
  add_linear(recipe, data, "none", network.kernels());
  add_linear(recipe, data, centring, network.kernels());
  add_network(trainer);
  const auto losses = static_cast<std::int64_t>(report_.distances.size()) * kDirections;
  total_ = 2 * kFitSteps + 3 * losses;
}

void Sensitivity::add_linear(const Recipe& recipe, const DataSplits& data,
                             const std::string& preprocess, Kernels& kernels) {
  DataSplits few = data;
  few.train.count = std::min(kFitExamples, few.train.count);
  few.validation.count = 0;
  Subject& subject = subjects_.emplace_back();
  subject.curve.model = "linear";
  subject.curve.preprocess = preprocess;
  const Index classes = data.dataset()->num_classes();
  subject.trainer =
      std::make_unique<Trainer>(linear_recipe(recipe, classes, preprocess), few, kernels);
  subject.network = &subject.trainer->network();
  subject.steps_left = kFitSteps;
}

void Sensitivity::add_network(const Trainer& trainer) {
  const Network& network = trainer.network();
  copy_ = std::make_unique<Network>(network.spec(), network.kernels());
  copy_->set_state(network.state());
  Subject& subject = subjects_.emplace_back();
  subject.curve.model = "network";
  const DataSpec& data = trainer.recipe().data;
  subject.curve.preprocess = data.preprocess;
  subject.preprocessor = preprocessing(data.preprocess).fit(trainer.data().train);
  subject.network = copy_.get();
}

void Sensitivity::cancel() {
  report_.is_cancelled = report_.is_running;
  report_.is_running = false;
}

bool Sensitivity::advance() {
  if (subject_ < subjects_.size()) {
    Subject& subject = subjects_[subject_];
    if (subject.steps_left > 0) {
      subject.trainer->step();
      --subject.steps_left;
    } else {
      if (evaluated_ == 0) begin(subject);
      evaluate(subject);
    }
    ++done_;
  }
  report_.progress = static_cast<double>(done_) / static_cast<double>(total_);
  report_.is_running = subject_ < subjects_.size();
  return !report_.is_running;
}

void Sensitivity::begin(Subject& subject) {
  const Preprocessor& preprocessor =
      subject.trainer ? subject.trainer->preprocessor() : *subject.preprocessor;
  read_batch(examples_, 0, examples_.count, preprocessor, batch_);
  weights_.clear();
  base_.clear();
  for (Parameter* parameter : subject.network->parameters()) {
    if (!parameter->is_weight) continue;
    weights_.push_back(parameter);
    base_.push_back(parameter->value);
  }
  drawn_ = -1;
  const Tensor& logits =
      subject.network->forward(batch_.x, workspace_, Pass{.mode = Mode::Inference});
  subject.curve.loss = loss_function("softmax").evaluate(logits, batch_.labels, nullptr);
  subject.curve.accuracy = static_cast<double>(count_correct(logits, batch_.labels)) /
                           static_cast<double>(examples_.count);
  const std::size_t count = report_.distances.size();
  subject.curve.mean.assign(count, 0.0);
  subject.curve.low.assign(count, std::numeric_limits<double>::infinity());
  subject.curve.high.assign(count, -std::numeric_limits<double>::infinity());
}

void Sensitivity::evaluate(Subject& subject) {
  const std::size_t count = report_.distances.size();
  const std::size_t at = evaluated_ % count;
  move_weights(static_cast<int>(evaluated_ / count), report_.distances[at]);
  const Tensor& logits =
      subject.network->forward(batch_.x, workspace_, Pass{.mode = Mode::Inference});
  const double loss = loss_function("softmax").evaluate(logits, batch_.labels, nullptr);
  SensitivityCurve& curve = subject.curve;
  curve.mean[at] += loss / kDirections;  // stays NaN once a loss is
  curve.low[at] = std::min(curve.low[at], loss);
  curve.high[at] = std::max(curve.high[at], loss);
  if (++evaluated_ < count * kDirections) return;
  report_.curves.push_back(curve);
  subject.trainer.reset();
  evaluated_ = 0;
  ++subject_;
}

void Sensitivity::move_weights(int direction, double distance) {
  if (drawn_ != direction) {
    direction_.clear();
    Random random(seed_, Stream::Probe, static_cast<std::uint64_t>(direction), 1);
    for (const Tensor& values : base_) {
      Tensor& drawn = direction_.emplace_back(values.shape());
      random.fill_normal(drawn.values());
      const double size = drawn.array().cast<double>().matrix().norm();
      const double wanted = values.array().cast<double>().matrix().norm();
      if (size > 0) drawn.array() *= static_cast<float>(wanted / size);
    }
    drawn_ = direction;
  }
  const auto t = static_cast<float>(distance);
  for (std::size_t i = 0; i < weights_.size(); ++i)
    weights_[i]->value.array() = base_[i].array() + t * direction_[i].array();
}

}  // namespace netdyno
