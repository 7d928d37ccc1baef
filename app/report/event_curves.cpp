// SPDX-License-Identifier: MIT
#include "app/report/event_curves.h"

#include <algorithm>
#include <cctype>
#include <initializer_list>
#include <string>
#include <utility>

namespace netdyno::app {

namespace {

namespace fs = std::filesystem;

constexpr double kLargestShare = 1.5;  // no accuracy as a share comes near it

std::string lower_case(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

bool holds_any(const std::string& text, std::initializer_list<const char*> words) {
  return std::ranges::any_of(
      words, [&](const char* word) { return text.find(word) != std::string::npos; });
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
    const std::string tag = lower_case(series.tag);
    const bool is_validation = holds_any(tag, {"val", "test", "dev"});
    if (holds_any(tag, {"loss"}))
      offer(is_validation ? sources.validation_loss : sources.train_loss, series);
    else if (holds_any(tag, {"acc"}))
      offer(is_validation ? sources.validation_accuracy : sources.train_accuracy, series);
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
