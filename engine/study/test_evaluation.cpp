// SPDX-License-Identifier: MIT
#include "engine/study/test_evaluation.h"

#include <fmt/core.h>

#include <algorithm>

#include "engine/core/error.h"

namespace netdyno {

namespace {

constexpr Index kSlice = 256;
constexpr Index kAugmentedSlice = 8;

std::shared_ptr<const Dataset> load_test(const Trainer& trainer) {
  const Recipe& recipe = trainer.recipe();
  const DataSourceSpec& source = recipe.data.source;
  const SourceContext context{.input = recipe.model.input, .seed = recipe.seed, .progress = {}};
  const auto test = data_source(source.source).load_test(source.options, context);
  if (!test)
    throw Error(fmt::format("{} has no test examples", source.source),
                "Its validation examples are what there is to measure on");
  const Dataset& train = *trainer.data().dataset();
  if (test->sample_shape() != train.sample_shape() || test->num_classes() != train.num_classes())
    throw Error(fmt::format("The test examples are {} in {} classes, those of training {} in {}",
                            test->sample_shape().text(), test->num_classes(),
                            train.sample_shape().text(), train.num_classes()),
                "Both files must be of the same data set");
  return test;
}

DataView examples_for(const Trainer& trainer, const TestOptions& options) {
  if (options.is_test_file) {
    const auto test = load_test(trainer);
    return {test, 0, test->size()};
  }
  if (trainer.data().validation.count == 0)
    throw Error("The recipe keeps no validation examples",
                "Set data.validation, or take the test file");
  return trainer.data().validation;
}

}  // namespace

TestEvaluation::TestEvaluation(const Trainer& trainer, const TestOptions& options)
    : examples_(examples_for(trainer, options)) {
  const Dataset& data = *examples_.dataset;
  if (options.is_augmented && !data.sample_shape().is_image())
    throw Error("Test-time augmentation cuts images, but examples are vectors",
                "Evaluate without it");
  if (options.is_augmented) views_ = test_views(data.sample_shape());
  network_ = trainer.copy_measured();
  preprocessor_ = trainer.shared_preprocessor();
  report_.is_running = true;
  report_.is_augmented = options.is_augmented;
  report_.step = trainer.steps_taken();
  report_.data = data.name();
  report_.split = options.is_test_file ? "test" : "validation";
  report_.recipe_loss = trainer.recipe().loss;
  for (const std::string& name : data.class_names()) report_.classes.push_back({.name = name});
}

bool TestEvaluation::advance() {
  DataView slice = examples_;
  slice.begin += report_.examples;
  slice.count =
      std::min(views_.empty() ? kSlice : kAugmentedSlice, examples_.count - report_.examples);
  if (slice.count > 0)
    add(views_.empty()
            ? test_network(*network_, loss_function(report_.recipe_loss), *preprocessor_, slice)
            : test_network(*network_, views_, *preprocessor_, slice));
  report_.progress = static_cast<double>(report_.examples) / static_cast<double>(examples_.count);
  report_.is_running = report_.examples < examples_.count;
  return !report_.is_running;
}

void TestEvaluation::cancel() {
  report_.is_cancelled = report_.is_running;
  report_.is_running = false;
}

void TestEvaluation::add(const TestResult& slice) {
  const auto before = static_cast<double>(report_.examples);
  const auto more = static_cast<double>(slice.total.examples);
  report_.loss = (report_.loss * before + slice.total.loss * more) / (before + more);
  report_.accuracy = (report_.accuracy * before + slice.total.accuracy * more) / (before + more);
  report_.examples += slice.total.examples;
  report_.not_finite += slice.not_finite;
  for (std::size_t c = 0; c < slice.classes.size(); ++c) {
    report_.classes[c].examples += slice.classes[c].examples;
    report_.classes[c].correct += slice.classes[c].correct;
  }
}

}  // namespace netdyno
