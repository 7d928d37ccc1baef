// SPDX-License-Identifier: MIT
#include "engine/data/sources/csv_source.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <set>

#include "engine/core/error.h"
#include "engine/data/csv_table.h"

namespace netdyno {

namespace {

constexpr std::size_t kMostClasses = 10000;

std::optional<std::int64_t> whole_number(const std::string& label) {
  std::int64_t number = 0;
  const char* last = label.data() + label.size();
  const auto [end, error] = std::from_chars(label.data(), last, number);
  if (error != std::errc() || end != last) return {};
  return number;
}

std::vector<std::string> classes_of(const CsvTable& table, const std::string& file) {
  const std::set<std::string> distinct(table.labels.begin(), table.labels.end());
  if (distinct.size() > kMostClasses)
    throw Error(fmt::format("{}: {} different labels, at most {} classes are possible", file,
                            distinct.size(), kMostClasses),
                "Check data.label_column");
  std::vector<std::string> classes(distinct.begin(), distinct.end());
  if (std::ranges::all_of(classes, [](const auto& label) { return !!whole_number(label); }))
    std::ranges::stable_sort(classes, {}, [](const auto& label) { return *whole_number(label); });
  return classes;
}

std::shared_ptr<const Dataset> make_dataset(CsvTable table, const std::vector<std::string>& classes,
                                            const std::string& file) {
  std::map<std::string, std::int32_t> numbers;
  for (const std::string& name : classes)
    numbers.emplace(name, static_cast<std::int32_t>(numbers.size()));
  std::vector<std::int32_t> labels;
  for (const std::string& label : table.labels) {
    const auto found = numbers.find(label);
    if (found == numbers.end())
      throw Error(fmt::format("{}: the label \"{}\" of example {} is not in the training file",
                              file, label, labels.size()));
    labels.push_back(found->second);
  }
  return std::make_shared<const Dataset>("csv", Shape{table.columns}, std::move(table.values),
                                         std::move(labels), classes);
}

std::shared_ptr<const Dataset> load_csv_train(const Options& options, const SourceContext&) {
  const std::string& file = options.text("path");
  CsvTable table = read_csv(file, options.integer("label_column"));
  const std::vector<std::string> classes = classes_of(table, file);
  return make_dataset(std::move(table), classes, file);
}

std::shared_ptr<const Dataset> load_csv_test(const Options& options, const SourceContext& context) {
  const std::string& file = options.text("test_path");
  if (file.empty()) return nullptr;
  const auto train = load_csv_train(options, context);
  return make_dataset(read_csv(file, options.integer("label_column")), train->class_names(), file);
}

}  // namespace

DataSource csv_source() {
  return {"csv",
          "Points from a text file: numbers and a label on each line",
          {text("path", "the training file").required(),
           text("test_path", "the test file, none when empty"),
           integer("label_column", "column of the label counted from 1, 0 for the last")
               .preset(std::int64_t{0})
               .at_least(0)
               .at_most(1e6)},
          load_csv_train,
          load_csv_test};
}

}  // namespace netdyno
