// SPDX-License-Identifier: MIT
#include "tests/support/snapshot_factory.h"

#include <array>
#include <cmath>
#include <limits>

#include "engine/core/random.h"
#include "engine/nn/initializer.h"
#include "engine/nn/layer_registry.h"
#include "engine/study/study.h"
#include "tests/support/not_a_number.h"

namespace netdyno::test {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr std::int64_t kStepsPerEpoch = 782;

LayerSpec layer_spec(const std::string& type, std::map<std::string, OptionValue> options = {}) {
  LayerSpec spec;
  spec.type = type;
  const auto& fields = layer_type(type).fields;
  spec.options = Options(fields);
  for (const auto& [key, value] : options) spec.options.set(fields, key, value);
  return spec;
}

LayerSummary summary_row(std::size_t index, const std::string& type, const std::string& options,
                         Shape output, std::int64_t parameters, Index field) {
  LayerSummary row;
  row.index = index;
  row.type = type;
  row.options = options;
  row.output = output;
  row.parameters = parameters;
  row.receptive_field = field;
  row.multiply_adds = parameters * 100;
  row.is_nonlinearity = type == "relu" || type == "tanh";
  row.has_weights = parameters > 0;
  return row;
}

NetworkSummary example_summary() {
  NetworkSummary summary;
  summary.input = {1, 28, 28};
  summary.layers = {
      summary_row(0, "conv", "6 filters 5×5, stride 1, pad 2", {6, 28, 28}, 156, 5),
      summary_row(1, "relu", "", {6, 28, 28}, 0, 5),
      summary_row(2, "maxpool", "2×2, stride 2", {6, 14, 14}, 0, 6),
      summary_row(3, "conv", "16 filters 5×5, stride 1, pad 0", {16, 10, 10}, 2416, 14),
      summary_row(4, "relu", "", {16, 10, 10}, 0, 14),
      summary_row(5, "maxpool", "2×2, stride 2", {16, 5, 5}, 0, 16),
      summary_row(6, "flatten", "", {400}, 0, 0),
      summary_row(7, "dense", "120 units", {120}, 48120, 0),
      summary_row(8, "dropout", "rate 0.4", {120}, 0, 0),
      summary_row(9, "dense", "10 units", {10}, 1210, 0),
  };
  for (const LayerSummary& row : summary.layers) summary.parameters += row.parameters;
  summary.multiply_adds = 416520;
  summary.training_bytes = 2'345'678;
  return summary;
}

// 30 layers: fifteen times dense and ReLU.
void make_deep(Recipe& recipe, NetworkSummary& summary) {
  recipe.model.input = {3, 32, 32};
  recipe.model.layers.clear();
  summary = {};
  summary.input = recipe.model.input;
  for (std::size_t i = 0; i < 30; ++i) {
    const bool is_dense = i % 2 == 0;
    recipe.model.layers.push_back(is_dense ? layer_spec("dense", {{"units", std::int64_t{4096}}})
                                           : layer_spec("dropout"));
    summary.layers.push_back(summary_row(i, is_dense ? "dense" : "dropout",
                                         is_dense ? "4096 units" : "rate 0.5", {4096},
                                         is_dense ? 16'781'312 : 0, 0));
    summary.parameters += summary.layers.back().parameters;
  }
  summary.multiply_adds = 251'000'000'000;
  summary.training_bytes = 12'345'678'901;
}

Histogram make_histogram(Random& random, double deviation, std::int64_t zeros) {
  Histogram histogram;
  histogram.lo = -3 * deviation;
  histogram.hi = 3 * deviation;
  histogram.counts.assign(60, 0);
  for (int i = 0; i < 20000; ++i) {
    const double share = (random.normal() * 0.9 + 3) / 6;
    if (share < 0)
      ++histogram.underflow;
    else if (share >= 1)
      ++histogram.overflow;
    else
      ++histogram.counts[static_cast<std::size_t>(share * 60)];
  }
  histogram.zeros = zeros;
  return histogram;
}

Distribution make_distribution(const LayerSummary& row, const std::string& name, Random& random) {
  Distribution d;
  d.layer = row.index;
  d.name = name;
  const double deviation = 0.5 / (1 + 0.3 * static_cast<double>(row.index));
  const bool is_relu = name == "relu";
  d.histogram = make_histogram(random, deviation, is_relu ? 9000 : 0);
  d.count = 20000 + d.histogram.zeros;
  d.mean = 0.01 * random.normal();
  d.std = deviation;
  d.min = -4 * deviation;
  d.max = 4 * deviation;
  d.dead = is_relu ? 0.125 : 0;
  if (is_relu)
    for (int unit = 0; unit < 16; ++unit)
      d.unit_shares.push_back(unit < 2 ? 1.0f : static_cast<float>(random.uniform()));
  return d;
}

std::shared_ptr<const ProbeResult> result(std::int64_t step, ProbeValue value) {
  return std::make_shared<ProbeResult>(ProbeResult{step, std::move(value)});
}

ImageGrid make_filters(Index count, Index channels, Index side, Random& random) {
  ImageGrid grid;
  grid.count = count;
  grid.channels = channels;
  grid.height = grid.width = side;
  grid.values.resize(static_cast<std::size_t>(count * channels * side * side));
  for (float& value : grid.values) value = static_cast<float>(0.3 * random.normal());
  for (const float value : grid.values) {
    grid.min = std::min(grid.min, value);
    grid.max = std::max(grid.max, value);
  }
  return grid;
}

SaliencyImage make_image(Index example, const Shape& shape, std::int32_t classes, Random& random) {
  SaliencyImage image;
  image.example = example;
  image.shape = shape;
  image.pixels.resize(static_cast<std::size_t>(shape.size()));
  const Index side = shape.width();
  for (std::size_t i = 0; i < image.pixels.size(); ++i) {
    const auto x = static_cast<double>(static_cast<Index>(i) % side - side / 2);
    const auto y = static_cast<double>(static_cast<Index>(i) / side % side - side / 2);
    image.pixels[i] = std::hypot(x, y) < 10 ? 0.8f : 0.1f;
  }
  image.saliency.resize(static_cast<std::size_t>(side * shape.height()));
  for (float& value : image.saliency) value = std::abs(static_cast<float>(random.normal()));
  for (const float value : image.saliency) image.saliency_max = std::max(image.saliency_max, value);
  image.label = static_cast<std::int32_t>(example % classes);
  image.predicted = example % 3 == 0 ? (image.label + 1) % classes : image.label;
  image.probabilities.assign(static_cast<std::size_t>(classes), 0.02f);
  image.probabilities[static_cast<std::size_t>(image.predicted)] = 0.82f;
  return image;
}

PredictionSet make_predictions(const Snapshot& snapshot, Random& random) {
  PredictionSet set;
  const auto classes = static_cast<std::int32_t>(snapshot.class_names.size());
  set.classes = classes;
  set.available = snapshot.validation_examples;
  set.shape = snapshot.network->input;
  for (Index i = 0; i < 600; ++i) {
    const auto label = static_cast<std::int32_t>(i % classes);
    const bool is_wrong = random.uniform() < 0.2f;
    const auto other = static_cast<std::int32_t>(random.below(static_cast<std::uint64_t>(classes)));
    const std::int32_t predicted = is_wrong ? other : label;
    set.examples.push_back({i, label, predicted, predicted == label ? 0.8f : 0.1f, 0.8f});
  }
  for (std::size_t i = 0; i < 12; ++i) {
    const SaliencyImage image = make_image(static_cast<Index>(i), set.shape, classes, random);
    set.shown.push_back({set.examples[i], image.pixels, image.probabilities});
  }
  return set;
}

TestReport make_test_report(const Snapshot& snapshot) {
  TestReport report;
  report.is_running = false;
  report.progress = 1;
  report.step = snapshot.step;
  report.examples = 10000;
  report.loss = 0.3456;
  report.accuracy = 0.8812;
  report.data = "fashion-mnist";
  for (const std::string& name : snapshot.class_names) report.classes.push_back({1000, 881, name});
  return report;
}

DataSample make_sample(Index example, const Shape& shape, std::int32_t classes, Random& random) {
  const SaliencyImage image = make_image(example, shape, classes, random);
  DataSample sample{example, image.label, image.pixels, image.pixels};
  for (float& value : sample.received) value -= 0.3f;
  return sample;
}

SampleSet make_samples(const Snapshot& snapshot, Random& random) {
  SampleSet set;
  set.shape = snapshot.network->input;
  set.available = snapshot.train_examples;
  const auto classes = static_cast<std::int32_t>(snapshot.class_names.size());
  for (Index i = 0; i < set.page.count; ++i)
    set.samples.push_back(make_sample(i, set.shape, classes, random));
  for (Index i = 0; i < 12; ++i)
    set.augmented.push_back(make_sample(0, set.shape, classes, random));
  set.is_augmented = true;
  return set;
}

DataStatistics make_statistics(const Snapshot& snapshot, Random& random) {
  DataStatistics data;
  data.shape = snapshot.network->input;
  data.preprocess = snapshot.recipe->data.preprocess;
  data.train_counts.assign(snapshot.class_names.size(), 5000);
  data.validation_counts.assign(snapshot.class_names.size(), 1000);
  data.mean.assign(static_cast<std::size_t>(data.shape.size()), 0.3f);
  data.deviation.assign(static_cast<std::size_t>(data.shape.size()), 0.2f);
  data.before.dimensions = data.after.dimensions = {"pixel (14, 13)", "pixel (14, 14)"};
  for (std::int32_t i = 0; i < 400; ++i) {
    const float x = 0.3f + 0.2f * random.normal();
    const float y = x + 0.05f * random.normal();
    data.before.x.push_back(x), data.before.y.push_back(y);
    data.after.x.push_back(x - 0.3f), data.after.y.push_back(y - 0.3f);
    data.before.labels.push_back(i % 10), data.after.labels.push_back(i % 10);
  }
  return data;
}

void spoil(std::vector<float>& values) {
  std::ranges::fill(values, static_cast<float>(test::kNaN));
}

void spoil(SampleSet& set) {
  for (auto* samples : {&set.samples, &set.augmented})
    for (DataSample& sample : *samples) spoil(sample.pixels), spoil(sample.received);
}

void spoil(DataStatistics& data) {
  for (auto* values :
       {&data.mean, &data.deviation, &data.before.x, &data.before.y, &data.after.x, &data.after.y})
    spoil(*values);
}

GradientCheckReport make_gradient_check(const Snapshot& snapshot) {
  GradientCheckReport report{.progress = 1,
                             .step = snapshot.step,
                             .loss = "softmax",
                             .loss_value = 0.7,
                             .examples = 8,
                             .tolerance = 0.02,
                             .rows = {}};
  for (const LayerSummary& layer : snapshot.network->layers)
    for (const char* parameter : {"weight", "bias"}) {
      if (!layer.has_weights) continue;
      GradientCheckRow& row = report.rows.emplace_back();
      row.layer = layer.index;
      row.type = layer.type;
      row.parameter = parameter;
      row.size = layer.parameters;
      row.checked = 10;
      row.kinks = static_cast<Index>(layer.index % 3);
      row.max_error = 1.2e-4;
      row.backpropagated = row.numerical = 0.0123;
    }
  return report;
}

// A loss that falls most steeply at η = 0.01 and blows up beyond 0.3.
RangeTestResult make_range_test() {
  RangeTestResult test;
  for (int i = 0; i < 90; ++i) {
    const double rate = std::pow(10.0, -8 + 8 * i / 99.0);
    const double smoothed = 2.3 - 1.6 / (1 + std::pow(0.01 / rate, 1.5)) + std::pow(rate / 0.3, 4);
    test.points.push_back({rate, smoothed + 0.1 * (i % 3 - 1), smoothed});
  }
  test.suggestion = 0.01;
  test.status = "at η 0.2, step 90 of 100: the loss blew up";
  return test;
}

void spoil(RangeTestResult& test) {
  test.suggestion.reset();
  for (RangeTestPoint& point : test.points) point.loss = point.smoothed = test::kNaN;
}

SensitivityReport make_sensitivity(const Snapshot& snapshot) {
  SensitivityReport report;
  report.progress = 1;
  report.step = snapshot.step;
  report.examples = 500;
  report.directions = 6;
  report.off_centre = 1.66;
  for (int i = -10; i <= 10; ++i) report.distances.push_back(i / 10.0);
  for (const auto& [model, preprocess, slope] : {std::tuple{"linear", "none", 12.0},
                                                 {"linear", "mean-image", 3.0},
                                                 {"network", "mean-image", 5.0}}) {
    SensitivityCurve& curve = report.curves.emplace_back();
    curve.model = model;
    curve.preprocess = preprocess;
    curve.loss = 0.5;
    curve.accuracy = 0.83;
    for (const double t : report.distances) {
      curve.mean.push_back(0.5 + slope * t * t);
      curve.low.push_back(0.5 + 0.7 * slope * t * t);
      curve.high.push_back(0.5 + 1.4 * slope * t * t);
    }
  }
  return report;
}

void spoil(GradientCheckReport& report) {
  report.loss_value = test::kNaN;
  for (GradientCheckRow& row : report.rows) {
    row.max_error = row.backpropagated = row.numerical = test::kNaN;
    row.failed = row.checked;
    row.verdict = GradientVerdict::Fail;
  }
}

void spoil(SensitivityReport& report) {
  report.off_centre = kInfinity;
  for (SensitivityCurve& curve : report.curves) {
    curve.loss = test::kNaN;
    for (auto* losses : {&curve.mean, &curve.low, &curve.high})
      std::ranges::fill(*losses, test::kNaN);
  }
}

void add_probes(Snapshot& snapshot, Index filters, Index filter_side) {
  Random random(7, Stream::Test);
  DistributionSet activations, gradients, weights, updates;
  for (const LayerSummary& row : snapshot.network->layers) {
    activations.rows.push_back(make_distribution(row, row.type, random));
    if (!row.has_weights) continue;
    gradients.rows.push_back(make_distribution(row, row.type + " weight", random));
    weights.rows.push_back(make_distribution(row, row.type + " weight", random));
    updates.rows.push_back(make_distribution(row, row.type + " weight", random));
  }
  const Shape input = snapshot.network->input;
  SaliencySet saliency;
  for (const Index example : snapshot.pinned)
    saliency.images.push_back(
        make_image(example, input, static_cast<std::int32_t>(snapshot.class_names.size()), random));
  snapshot.probes["activations"] = result(snapshot.step, std::move(activations));
  snapshot.probes["gradients"] = result(snapshot.step, std::move(gradients));
  snapshot.probes["weights"] = result(snapshot.step, std::move(weights));
  snapshot.probes["updates"] = result(snapshot.step, std::move(updates));
  snapshot.probes["feature_maps"] =
      result(snapshot.step, make_filters(filters, 1, 2 * filter_side, random));
  snapshot.probes["predictions"] = result(snapshot.step, make_predictions(snapshot, random));
  snapshot.probes["filters"] =
      result(snapshot.step, make_filters(filters, input.channels(), filter_side, random));
  snapshot.probes["saliency"] = result(snapshot.step, std::move(saliency));
  snapshot.probes["samples"] = result(snapshot.step, make_samples(snapshot, random));
  snapshot.probes["data"] = result(snapshot.step, make_statistics(snapshot, random));
  for (auto& [name, report] :
       std::map<std::string, StudyReport>{{"check", make_gradient_check(snapshot)},
                                          {"sensitivity", make_sensitivity(snapshot)},
                                          {"range-test", make_range_test()},
                                          {"evaluate", make_test_report(snapshot)}})
    snapshot.studies[name] = std::make_shared<const StudyReport>(report);
}

void spoil(PredictionSet& set) {
  const auto nan = static_cast<float>(test::kNaN);
  const auto spoil_answer = [&](PredictedExample& answer) {
    answer.predicted = -1;
    answer.label_probability = answer.probability = nan;
  };
  for (PredictedExample& answer : set.examples) spoil_answer(answer);
  for (PredictedImage& image : set.shown) {
    spoil_answer(image.answer);
    std::ranges::fill(image.probabilities, nan);
  }
}

void spoil(DistributionSet& set) {
  for (Distribution& d : set.rows) {
    d.mean = d.std = d.min = d.max = d.saturated = d.dead = test::kNaN;
    d.histogram.lo = d.histogram.hi = test::kNaN;
    std::ranges::fill(d.histogram.counts, 0);
    std::ranges::fill(d.unit_shares, static_cast<float>(test::kNaN));
    d.histogram.not_finite = d.count;
  }
}

// Every measured number becomes NaN or infinite.
void spoil(Snapshot& snapshot) {
  snapshot.images_per_second = snapshot.step_ms = snapshot.seconds_to_go = kInfinity;
  snapshot.learning_rate = test::kNaN;
  for (auto& [name, report] : snapshot.studies) {
    StudyReport bad = *report;
    if (auto* check = std::get_if<GradientCheckReport>(&bad)) spoil(*check);
    if (auto* moved = std::get_if<SensitivityReport>(&bad)) spoil(*moved);
    if (auto* rates = std::get_if<RangeTestResult>(&bad)) spoil(*rates);
    report = std::make_shared<const StudyReport>(std::move(bad));
  }
  for (auto& [id, measured] : snapshot.probes) {
    ProbeResult bad = *measured;
    if (auto* set = std::get_if<DistributionSet>(&bad.value)) spoil(*set);
    if (auto* grid = std::get_if<ImageGrid>(&bad.value)) {
      std::ranges::fill(grid->values, static_cast<float>(test::kNaN));
      grid->min = grid->max = static_cast<float>(test::kNaN);
      grid->not_finite = static_cast<std::int64_t>(grid->values.size());
    }
    if (auto* set = std::get_if<SaliencySet>(&bad.value))
      for (SaliencyImage& image : set->images) {
        std::ranges::fill(image.saliency, static_cast<float>(test::kNaN));
        std::ranges::fill(image.probabilities, static_cast<float>(test::kNaN));
        image.saliency_max = static_cast<float>(test::kNaN);
      }
    if (auto* set = std::get_if<SampleSet>(&bad.value)) spoil(*set);
    if (auto* set = std::get_if<PredictionSet>(&bad.value)) spoil(*set);
    if (auto* data = std::get_if<DataStatistics>(&bad.value)) spoil(*data);
    measured = std::make_shared<ProbeResult>(std::move(bad));
  }
}

Snapshot base_snapshot(RunState state, std::int64_t step) {
  Snapshot snapshot;
  snapshot.state = state;
  snapshot.step = step;
  snapshot.steps_per_epoch = kStepsPerEpoch;
  snapshot.epoch = static_cast<double>(step) / kStepsPerEpoch;
  snapshot.images_per_second = step > 0 ? 15234 : 0;
  snapshot.step_ms = 4.2;
  snapshot.seconds = static_cast<double>(step) * 0.0042;
  snapshot.seconds_to_go = 25.4;
  snapshot.threads = 2;
  snapshot.train_examples = 50000;
  snapshot.validation_examples = 10000;
  snapshot.recipe = std::make_shared<Recipe>(example_recipe());
  snapshot.learning_rate = snapshot.recipe->optimizer.learning_rate;
  snapshot.network = std::make_shared<NetworkSummary>(example_summary());
  snapshot.class_names = {"T-shirt/top", "Trouser", "Pullover", "Dress", "Coat",
                          "Sandal",      "Shirt",   "Sneaker",  "Bag",   "Ankle boot"};
  snapshot.pinned = {0, 1, 2, 3};
  return snapshot;
}

Snapshot large_snapshot() {
  Snapshot snapshot = base_snapshot(RunState::Running, 100000);
  auto recipe = std::make_shared<Recipe>(*snapshot.recipe);
  auto network = std::make_shared<NetworkSummary>();
  make_deep(*recipe, *network);
  recipe->optimizer.kind = "adam";
  recipe->optimizer.options = Options(optimizer_type("adam").fields);
  recipe->schedule.kind = "cosine";
  snapshot.recipe = recipe;
  snapshot.network = network;
  snapshot.pinned = {9990, 9991, 9992, 9993, 9994, 9995, 9996, 9997};
  add_probes(snapshot, 64, 11);
  return snapshot;
}

Snapshot diverged_snapshot() {
  Snapshot snapshot = base_snapshot(RunState::Diverged, 120);
  add_probes(snapshot, 6, 5);
  spoil(snapshot);
  snapshot.divergence = Divergence{.step = 120,
                                   .layer = 3,
                                   .layer_type = "conv",
                                   .what = "output",
                                   .learning_rate = 10,
                                   .good_step = 118};
  return snapshot;
}

Snapshot waiting_snapshot(RunState state) {
  Snapshot snapshot;
  snapshot.state = state;
  if (state == RunState::Loading) {
    snapshot.message = "Reading fashion-mnist…";
    snapshot.loading_progress = 0.4;
  } else {
    snapshot.message = "No file train-images-idx3-ubyte.gz in any of the usual places";
    snapshot.hint = "Install the package dataset-fashion-mnist, or set NETDYNO_DATA";
  }
  return snapshot;
}

Snapshot scene_snapshot(Scene scene) {
  switch (scene) {
    case Scene::Large:
      return large_snapshot();
    case Scene::Diverged:
      return diverged_snapshot();
    case Scene::Loading:
      return waiting_snapshot(RunState::Loading);
    case Scene::Failed:
      return waiting_snapshot(RunState::Failed);
    case Scene::NoSteps:
      return base_snapshot(RunState::Paused, 0);
    default:
      break;
  }
  const RunState state = scene == Scene::Paused     ? RunState::Paused
                         : scene == Scene::Finished ? RunState::Finished
                                                    : RunState::Running;
  Snapshot snapshot = base_snapshot(state, scene == Scene::Tiny ? 3 : 1900);
  add_probes(snapshot, 6, 5);
  if (scene == Scene::NotANumber) spoil(snapshot);
  return snapshot;
}

History bad_history() {
  History history;
  for (std::int64_t step = 1; step <= 200; ++step) {
    StepRecord record{.step = step, .epoch = static_cast<double>(step) / kStepsPerEpoch};
    record.seconds = 0.004 * static_cast<double>(step);
    record.learning_rate = 10;
    record.train_loss = step < 100 ? 2.3 + static_cast<double>(step * step) : test::kNaN;
    record.train_accuracy = step < 100 ? 0.1 : test::kNaN;
    history.append(record);
  }
  history.append(ValidationRecord{200, 0.3, 0.9, test::kNaN, kInfinity});
  return history;
}

}  // namespace

std::span<const Scene> all_scenes() {
  static constexpr std::array kScenes = {Scene::Starting,   Scene::Loading, Scene::NoSteps,
                                         Scene::Tiny,       Scene::Running, Scene::Large,
                                         Scene::NotANumber, Scene::Paused,  Scene::Finished,
                                         Scene::Diverged,   Scene::Failed};
  return kScenes;
}

const char* scene_name(Scene scene) {
  static constexpr std::array kNames = {"Starting", "Loading",  "NoSteps",    "Tiny",
                                        "Running",  "Large",    "NotANumber", "Paused",
                                        "Finished", "Diverged", "Failed"};
  return kNames[static_cast<std::size_t>(scene)];
}

Recipe example_recipe() {
  Recipe recipe;
  recipe.data.source.source = "fashion-mnist";
  recipe.data.train = 50000;
  recipe.data.validation = 10000;
  recipe.data.preprocess = "mean-image";
  recipe.model.input = {1, 28, 28};
  recipe.model.init = default_init_spec("he");
  const auto conv = [](std::int64_t filters, std::int64_t pad) {
    return layer_spec("conv", {{"filters", filters}, {"size", std::int64_t{5}}, {"pad", pad}});
  };
  const auto pool = [] { return layer_spec("maxpool", {{"size", std::int64_t{2}}}); };
  recipe.model.layers = {conv(6, 2),
                         layer_spec("relu"),
                         pool(),
                         conv(16, 0),
                         layer_spec("relu"),
                         pool(),
                         layer_spec("flatten"),
                         layer_spec("dense", {{"units", std::int64_t{120}}}),
                         layer_spec("dropout", {{"rate", 0.4}}),
                         layer_spec("dense", {{"units", std::int64_t{10}}})};
  recipe.optimizer.kind = "momentum";
  recipe.optimizer.learning_rate = 0.01;
  recipe.optimizer.options = Options(optimizer_type("momentum").fields);
  recipe.penalty = {.l2 = 5e-4, .l1 = 0};
  return recipe;
}

History make_history(std::int64_t steps, std::int64_t steps_per_epoch) {
  History history;
  Random random(3, Stream::Test);
  for (std::int64_t step = 1; step <= steps; ++step) {
    const double epoch = static_cast<double>(step) / static_cast<double>(steps_per_epoch);
    const double clean = 0.3 + 2.0 * std::exp(-static_cast<double>(step) / 250.0);
    StepRecord record{.step = step, .epoch = epoch, .seconds = 0.0042 * static_cast<double>(step)};
    record.learning_rate = 0.01;
    record.train_loss = clean * std::exp(0.15 * random.normal());
    record.train_accuracy = std::clamp(1 - clean / 2.6 + 0.04 * random.normal(), 0.0, 1.0);
    record.penalty = 0.01;
    record.images_per_second = 15000;
    history.append(record);
    if (step % steps_per_epoch == 0 || step == steps)
      history.append(ValidationRecord{step, epoch, record.seconds, clean + 0.08,
                                      std::min(1.0, 0.94 - clean / 2.8)});
  }
  if (steps > 400) {
    const auto marker = [&](std::int64_t step, const char* knob, const char* before,
                            const char* after) {
      history.append(KnobMarker{step,
                                static_cast<double>(step) / static_cast<double>(steps_per_epoch),
                                0.0042 * static_cast<double>(step), knob, before, after});
    };
    marker(steps / 4, "learning rate η", "0.01", "0.1");
    marker(steps / 2, "batch size N", "64", "256");
    marker(steps / 2 + 1, "dropout rate of layer 8", "0.4", "0.5");
  }
  return history;
}

SceneData make_scene(Scene scene) {
  SceneData data;
  if (scene != Scene::Starting) data.snapshot = std::make_shared<Snapshot>(scene_snapshot(scene));
  switch (scene) {
    case Scene::Starting:
    case Scene::Loading:
    case Scene::NoSteps:
    case Scene::Failed:
      break;
    case Scene::Tiny:
      data.history = make_history(3, kStepsPerEpoch);
      break;
    case Scene::Large:
      data.history = make_history(100000, kStepsPerEpoch);
      break;
    case Scene::NotANumber:
    case Scene::Diverged:
      data.history = bad_history();
      break;
    default:
      data.history = make_history(1900, kStepsPerEpoch);
  }
  return data;
}

}  // namespace netdyno::test
