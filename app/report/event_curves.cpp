// SPDX-License-Identifier: MIT
#include "app/report/event_curves.h"

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace netdyno::app {

namespace {

namespace fs = std::filesystem;

constexpr double kLargestShare = 1.5;  // no accuracy as a share comes near it

using Words = std::vector<std::string>;

bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
bool is_letter(char c) {
  return is_upper(c) || (c >= 'a' && c <= 'z');
}

// "valLoss/acc1" is val, loss, acc: letters between anything else, and between small and capital
// ones.
Words words_of(const std::string& tag) {
  Words words;
  bool is_inside = false;
  for (std::size_t i = 0; i < tag.size(); ++i) {
    if (!is_letter(tag[i])) {
      is_inside = false;
      continue;
    }
    const bool is_hump =
        is_upper(tag[i]) && i > 0 && is_letter(tag[i - 1]) && !is_upper(tag[i - 1]);
    if (!is_inside || is_hump) words.emplace_back();
    is_inside = true;
    words.back() += is_upper(tag[i]) ? static_cast<char>(tag[i] - 'A' + 'a') : tag[i];
  }
  return words;
}

using Known = std::span<const std::string_view>;

constexpr std::array<std::string_view, 2> kLoss = {"loss", "losses"};
constexpr std::array<std::string_view, 3> kAccuracy = {"acc", "accuracy", "accuracies"};
constexpr std::array<std::string_view, 9> kValidation = {
    "val", "valid", "validation", "test", "testing", "dev", "eval", "evaluation", "holdout"};
constexpr std::array<std::string_view, 8> kTraining = {"train", "training", "epoch", "batch",
                                                       "step",  "total",    "mean",  "avg"};
// "loss scale" and its like are no losses.
constexpr std::array<std::string_view, 10> kOtherQuantity = {
    "scale", "scaler", "scaling", "weight", "weights", "rate", "ratio", "std", "time", "lr"};

bool is_one_of(std::string_view word, Known known) {
  return std::ranges::find(known, word) != known.end();
}

// "valloss" and "trainacc", written as one word, are two.
Words parted(const std::string& word) {
  for (const Known metrics : {Known(kLoss), Known(kAccuracy)})
    for (const std::string_view metric : metrics) {
      if (!word.ends_with(metric)) continue;
      const std::string before = word.substr(0, word.size() - metric.size());
      if (is_one_of(before, kValidation) || is_one_of(before, kTraining))
        return {before, std::string(metric)};
    }
  return {word};
}

struct TagMeaning {
  bool is_loss = false;
  bool is_accuracy = false;
  bool is_validation = false;
};

TagMeaning meaning_of(const std::string& tag) {
  TagMeaning meaning;
  bool is_other = false;
  for (const std::string& written : words_of(tag))
    for (const std::string& word : parted(written)) {
      meaning.is_loss |= is_one_of(word, kLoss);
      meaning.is_accuracy |= is_one_of(word, kAccuracy);
      meaning.is_validation |= is_one_of(word, kValidation);
      is_other |= is_one_of(word, kOtherQuantity);
    }
  if (is_other) meaning.is_loss = meaning.is_accuracy = false;
  return meaning;
}

// The series that each curve is read from; null: no tag is about it.
struct Sources {
  const ScalarSeries* train_loss = nullptr;
  const ScalarSeries* train_accuracy = nullptr;
  const ScalarSeries* validation_loss = nullptr;
  const ScalarSeries* validation_accuracy = nullptr;
};

Sources sources_of(std::span<const ScalarSeries> scalars) {
  Sources sources;
  const auto offer = [](const ScalarSeries*& place, const ScalarSeries& series) {
    if (!place || series.tag.size() < place->tag.size()) place = &series;
  };
  for (const ScalarSeries& series : scalars) {
    const TagMeaning meaning = meaning_of(series.tag);
    if (meaning.is_loss)
      offer(meaning.is_validation ? sources.validation_loss : sources.train_loss, series);
    else if (meaning.is_accuracy)
      offer(meaning.is_validation ? sources.validation_accuracy : sources.train_accuracy, series);
  }
  return sources;
}

RunCurve curve_of(const ScalarSeries* series, double unit) {
  RunCurve curve;
  if (!series) return curve;
  double seconds = 0;
  for (std::size_t i = 0; i < series->values.size(); ++i) {
    // Clocks are set back now and then; a curve over time must not run back.
    seconds = std::max(seconds, series->seconds[i]);
    curve.step.append(static_cast<double>(series->steps[i]));
    curve.seconds.append(seconds);
    curve.value.append(series->values[i] * unit);
  }
  return curve;
}

double share_unit(const ScalarSeries* series) {
  if (!series) return 1;
  const bool is_percent =
      std::ranges::any_of(series->values, [](double value) { return value > kLargestShare; });
  return is_percent ? 0.01 : 1;
}

std::vector<fs::path> event_folders(const fs::path& folder) {
  std::vector<fs::path> folders;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error))
    if (entry.is_directory(error) && holds_event_files(entry.path()))
      folders.push_back(entry.path());
  std::ranges::sort(folders);
  return folders;
}

}  // namespace

RunCurves curves_of(std::span<const ScalarSeries> scalars) {
  const Sources sources = sources_of(scalars);
  return {curve_of(sources.train_loss, 1),
          curve_of(sources.train_accuracy, share_unit(sources.train_accuracy)),
          curve_of(sources.validation_loss, 1),
          curve_of(sources.validation_accuracy, share_unit(sources.validation_accuracy))};
}

bool has_event_files(const fs::path& folder) {
  return holds_event_files(folder) || !event_folders(folder).empty();
}

std::vector<ScalarSeries> read_event_folders(const fs::path& folder) {
  const std::vector<fs::path> below = event_folders(folder);
  std::vector<ScalarSeries> all;
  if (below.empty() || holds_event_files(folder)) all = read_event_scalars(folder);
  for (const fs::path& each : below) {
    for (ScalarSeries& series : read_event_scalars(each)) {
      series.tag = each.filename().string() + "/" + series.tag;
      all.push_back(std::move(series));
    }
  }
  return all;
}

}  // namespace netdyno::app
