// SPDX-License-Identifier: MIT
#include "engine/data/data_notes.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>

namespace netdyno {

namespace {

using Notes = std::vector<std::string>;

constexpr std::size_t kNamedAtMost = 8;

std::string listed(const std::vector<std::string>& names) {
  std::string list = fmt::format(
      "{}",
      fmt::join(names.begin(),
                names.begin() + static_cast<std::ptrdiff_t>(std::min(kNamedAtMost, names.size())),
                ", "));
  if (names.size() > kNamedAtMost) list += fmt::format(" and {} more", names.size() - kNamedAtMost);
  return list;
}

std::vector<Index> class_counts(const DataView& view, Index classes) {
  std::vector<Index> counts(static_cast<std::size_t>(classes));
  for (Index i = 0; i < view.count; ++i) ++counts[static_cast<std::size_t>(view.label(i))];
  return counts;
}

std::string classes_are(const std::vector<std::string>& names) {
  return fmt::format("{} {} {}", names.size() == 1 ? "Class" : "Classes", listed(names),
                     names.size() == 1 ? "has" : "have");
}

void add_class_notes(const DataSplits& data, Notes& notes) {
  const Dataset& dataset = *data.dataset();
  const Index classes = dataset.num_classes();
  const std::vector<Index> train = class_counts(data.train, classes);
  const std::vector<Index> validation = class_counts(data.validation, classes);
  const std::vector<Index> all = class_counts({data.dataset(), 0, dataset.size()}, classes);
  std::vector<std::string> untrained, empty, unseen;
  for (std::size_t c = 0; c < all.size(); ++c) {
    const std::string& name = dataset.class_names()[c];
    if (all[c] == 0)
      empty.push_back(name);
    else if (train[c] == 0)
      untrained.push_back(name);
    else if (validation[c] == 0 && data.validation.count > 0)
      unseen.push_back(name);
  }
  const bool counts_from_1 = classes > 1 && all[0] == 0 && empty.size() == 1;
  if (counts_from_1)
    notes.push_back(
        fmt::format("No example has the first class, {}: do the labels count from 1? "
                    "The network's first output is never trained",
                    empty.front()));
  else if (!empty.empty())
    notes.push_back(fmt::format("{} no examples", classes_are(empty)));
  if (!untrained.empty())
    notes.push_back(
        fmt::format("{} no training examples: the first {} examples are trained on. If "
                    "the file is sorted by class, mix its lines",
                    classes_are(untrained), data.train.count));
  if (!unseen.empty())
    notes.push_back(
        fmt::format("{} no validation examples: the {} examples behind those that are "
                    "trained on are validated on. If the file is sorted by class, mix "
                    "its lines",
                    classes_are(unseen), data.validation.count));
}

struct Feature {
  float least = std::numeric_limits<float>::infinity();
  float most = -std::numeric_limits<float>::infinity();
  bool counts = true;  // the examples: each is the one before plus 1
  double range() const { return static_cast<double>(most) - static_cast<double>(least); }
};

std::vector<Feature> features_of(const DataView& view) {
  const auto size = static_cast<std::size_t>(view.dataset->sample_shape().size());
  const auto& values = std::get<std::vector<float>>(view.dataset->values());
  const float* first = values.data() + static_cast<std::size_t>(view.begin) * size;
  std::vector<Feature> features(size);
  for (Index i = 0; i < view.count; ++i) {
    const float* example = first + static_cast<std::size_t>(i) * size;
    for (std::size_t f = 0; f < size; ++f) {
      Feature& feature = features[f];
      feature.least = std::min(feature.least, example[f]);
      feature.most = std::max(feature.most, example[f]);
      if (i > 0) feature.counts = feature.counts && example[f] == (example - size)[f] + 1;
    }
  }
  return features;
}

std::string feature_list(const std::vector<std::string>& numbers, const char* one,
                         const char* many) {
  return fmt::format("{} {} {}", numbers.size() == 1 ? "Feature" : "Features", listed(numbers),
                     numbers.size() == 1 ? one : many);
}

void add_feature_notes(const DataView& train, bool is_rescaled, Notes& notes) {
  constexpr Index kFewest = 10;        // examples, before a column counts them by chance
  constexpr double kTiny = 1e-4;       // a range that a network can hardly see
  constexpr double kUnequal = 1000.0;  // times as wide
  std::vector<std::string> constant, tiny, counting;
  double widest = 0, narrowest = std::numeric_limits<double>::infinity();
  const std::vector<Feature> features = features_of(train);
  for (std::size_t f = 0; f < features.size(); ++f) {
    const std::string number = std::to_string(f + 1);
    const double range = features[f].range();
    if (range == 0) {
      constant.push_back(number);
      continue;
    }
    if (range < kTiny) tiny.push_back(number);
    if (features[f].counts && train.count >= kFewest) counting.push_back(number);
    widest = std::max(widest, range);
    narrowest = std::min(narrowest, range);
  }
  if (!constant.empty() && train.count > 1)
    notes.push_back(feature_list(constant, "is the same in all training examples",
                                 "are the same in all training examples") +
                    ": nothing can be learnt from it");
  if (!counting.empty())
    notes.push_back(feature_list(counting, "counts the examples", "count the examples") +
                    ": a column of row numbers should be removed");
  if (is_rescaled) return;
  if (!tiny.empty())
    notes.push_back(feature_list(tiny, "varies", "vary") +
                    fmt::format(" by less than {}, which a network hardly sees. Set "
                                "data.preprocess to standardize",
                                kTiny));
  else if (widest > kUnequal * narrowest)
    notes.push_back(
        fmt::format("The ranges of the features differ much, from {:.3g} to {:.3g}. "
                    "Set data.preprocess to standardize",
                    narrowest, widest));
}

}  // namespace

std::vector<std::string> data_notes(const DataSplits& data, const std::string& preprocess) {
  if (!data.dataset()) return {};
  Notes notes = data.dataset()->notes();
  add_class_notes(data, notes);
  const Dataset& dataset = *data.dataset();
  const bool holds_points = dataset.sample_shape().rank() == 1 &&
                            std::holds_alternative<std::vector<float>>(dataset.values());
  if (holds_points && data.train.count > 0)
    add_feature_notes(data.train, preprocess == "standardize", notes);
  return notes;
}

}  // namespace netdyno
